package dev.k3form.provider.nginx;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** nginx on one machine as a balancer of TCP. */
@Resource(
    value = "nginx_stream",
    doc =
        "nginx on a machine as a balancer of TCP or UDP connections: installs it with the stream"
            + " module, owns /etc/nginx/stream.d/k3form.conf, and keeps a few lines between markers"
            + " in nginx.conf that include it. A change is checked by `nginx -t` on the machine and"
            + " loaded by a reload that keeps connections; if nginx does not run with it, the old"
            + " files are put back. nginx checks servers only by the connections that fail: for"
            + " checks of health use haproxy_config.",
    example =
        """
        resource "nginx_stream" "api" {
          host = proxmox_vm.lb.ssh

          upstream "kubernetes_api" {
            balance = "least_conn"
            server {
              address      = "192.168.1.201"
              port         = 6443
              max_fails    = 2
              fail_timeout = 5s
            }
          }

          server "kubernetes_api" {
            listen        = ["6443"]
            proxy_pass    = "kubernetes_api"
            proxy_timeout = 1h
          }
        }
        """)
public record NginxStream(
    @Argument(doc = "Machine on which it runs.", example = "proxmox_vm.lb.ssh") HostConnection host,
    @Block(doc = "Servers that share the load, by the upstream's name.", name = "upstream")
        Map<String, Upstream> upstreams,
    @Block(doc = "Where clients connect, by a name of your choice.", name = "server", min = 1)
        Map<String, Server> servers,
    @Argument(
            doc = "How long an old worker may finish its connections after a reload.",
            defaultValue = "1h")
        Duration workerShutdownTimeout,
    @Argument(doc = "Further lines of the stream, as nginx reads them.") @Nullable String extra,
    @Computed(doc = "The file in stream.d.") @Nullable String content,
    @Computed(doc = "The lines between the markers in nginx.conf.") @Nullable String include,
    @Computed(doc = "Whether nginx runs with them.") @Nullable Boolean active,
    @Computed(doc = "Packages that were installed for it, to be removed with it.")
        @Nullable List<String> packagesAdded) {

  NginxStream found(String actual, String actualInclude, boolean runs) {
    return new NginxStream(
        host,
        upstreams,
        servers,
        workerShutdownTimeout,
        extra,
        actual,
        actualInclude,
        runs,
        packagesAdded);
  }

  NginxStream withPackagesAdded(List<String> added) {
    return new NginxStream(
        host, upstreams, servers, workerShutdownTimeout, extra, content, include, active, added);
  }
}
