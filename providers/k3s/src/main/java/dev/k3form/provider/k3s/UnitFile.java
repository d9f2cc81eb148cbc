package dev.k3form.provider.k3s;

/**
 * The systemd units of K3s.
 *
 * <p>As k3s needs them: it tells systemd when it is ready, containers outlive it ({@code
 * KillMode=process}), and a start may take as long as it takes, since k3form itself watches it.
 */
final class UnitFile {
  private UnitFile() {}

  static String of(String unit, String command) {
    return """
    # Written by k3form.
    [Unit]
    Description=Lightweight Kubernetes (%1$s)
    Documentation=https://k3s.io
    Wants=network-online.target
    After=network-online.target

    [Install]
    WantedBy=multi-user.target

    [Service]
    Type=%3$s
    EnvironmentFile=-/etc/default/%%N
    EnvironmentFile=-/etc/sysconfig/%%N
    KillMode=process
    Delegate=yes
    User=root
    LimitNOFILE=1048576
    LimitNPROC=infinity
    LimitCORE=infinity
    TasksMax=infinity
    TimeoutStartSec=0
    Restart=always
    RestartSec=5s
    ExecStartPre=-/sbin/modprobe br_netfilter
    ExecStartPre=-/sbin/modprobe overlay
    ExecStart=%4$s %2$s
    """
        .formatted(unit, command, "notify", Paths.BINARY);
  }
}
