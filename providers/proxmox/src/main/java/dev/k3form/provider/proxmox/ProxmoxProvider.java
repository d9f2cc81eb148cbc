package dev.k3form.provider.proxmox;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.provider.proxmox.api.ApiClient;
import dev.k3form.provider.proxmox.api.ApiToken;
import dev.k3form.provider.proxmox.api.ServerTrust;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.template.ProxmoxTemplateType;
import dev.k3form.provider.proxmox.vm.ProxmoxVmType;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** The provider {@code proxmox}: templates and virtual machines of a Proxmox VE cluster. */
public final class ProxmoxProvider implements Provider<ProxmoxConfiguration, ProxmoxSession> {
  private static final System.Logger LOG = System.getLogger(ProxmoxProvider.class.getName());

  @Override
  public String name() {
    return "proxmox";
  }

  @Override
  public String doc() {
    return "Virtual machines of a Proxmox VE 8.4 or 9 cluster, through its HTTPS API with an API"
        + " token. The endpoint's certificate is always verified: by the cluster's authority"
        + " (`ca_file`), by its own fingerprint, or by the authorities of the platform.";
  }

  @Override
  public Class<ProxmoxConfiguration> configuration() {
    return ProxmoxConfiguration.class;
  }

  @Override
  public List<ResourceType<?, ProxmoxSession>> resourceTypes() {
    return List.of(new ProxmoxTemplateType(), new ProxmoxVmType());
  }

  @Override
  public ProxmoxSession open(ProxmoxConfiguration configuration, SessionContext context)
      throws ProviderException {
    ServerTrust trust = TrustChoice.of(configuration, context.directory());
    URI endpoint = endpoint(configuration.endpoint());
    if (trust instanceof ServerTrust.Anyone) {
      LOG.log(
          System.Logger.Level.WARNING,
          "provider \"proxmox\" is insecure: whoever answers at {0} gets the API token and is"
              + " believed",
          endpoint);
    }
    ApiClient api =
        new ApiClient(
            endpoint,
            ApiToken.parse(configuration.token()),
            trust,
            configuration.requestTimeout(),
            Math.max(1, configuration.parallelRequests()));
    return ProxmoxSession.of(
        api,
        configuration.taskTimeout(),
        HostSession.open(context),
        Math.max(1, configuration.parallelFullClones()),
        Math.max(1, configuration.parallelLinkedClones()));
  }

  private static URI endpoint(String written) throws ProviderException {
    try {
      URI uri = new URI(written.strip().replaceFirst("/+$", "").replaceFirst("/api2(/json)?$", ""));
      String path = uri.getPath();
      if ("https".equals(uri.getScheme())
          && uri.getHost() != null
          && (path == null || path.isEmpty())) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Told below.
    }
    throw new ProviderException(
            "the endpoint `" + written + "` is not an https URL of a host and a port",
            "Write it as https://pve.example.lan:8006.")
        .blame("endpoint");
  }
}
