package dev.k3form.provider.k3s;

/** Where K3s keeps its files (docs.k3s.io, "Advanced options" and "Configuration options"). */
final class Paths {
  static final String BINARY = "/usr/local/bin/k3s";
  static final String CONFIG_DIRECTORY = "/etc/rancher/k3s";
  static final String CONFIG = CONFIG_DIRECTORY + "/config.yaml";
  static final String CONFIG_PARTS = CONFIG_DIRECTORY + "/config.yaml.d";

  /** Tells a server how it enters its cluster; of no use once it is in. */
  static final String ENTRY = CONFIG_PARTS + "/00-k3form-entry.yaml";

  /** The datastore's address with its password. */
  static final String DATASTORE = CONFIG_PARTS + "/10-k3form-datastore.yaml";

  static final String TOKEN = CONFIG_DIRECTORY + "/k3form-token";
  static final String DATASTORE_CA = CONFIG_DIRECTORY + "/k3form-datastore-ca.crt";
  static final String DATASTORE_CERTIFICATE = CONFIG_DIRECTORY + "/k3form-datastore-client.crt";
  static final String DATASTORE_KEY = CONFIG_DIRECTORY + "/k3form-datastore-client.key";
  static final String KUBECONFIG = CONFIG_DIRECTORY + "/k3s.yaml";
  static final String DATA = "/var/lib/rancher/k3s";
  static final String SERVER_TOKEN = DATA + "/server/token";
  static final String NODE_PASSWORD = "/etc/rancher/node/password";
  static final String SERVER_UNIT = "k3s";
  static final String AGENT_UNIT = "k3s-agent";
  static final String UNIT_DIRECTORY = "/etc/systemd/system";

  private Paths() {}

  static String unitFile(String unit) {
    return UNIT_DIRECTORY + "/" + unit + ".service";
  }
}
