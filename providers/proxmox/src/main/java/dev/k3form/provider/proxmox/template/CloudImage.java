package dev.k3form.provider.proxmox.template;

import dev.k3form.provider.proxmox.api.FormEncoding;
import dev.k3form.provider.proxmox.session.Effects;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A cloud image that the node fetches.
 *
 * <p>With a checksum the node's download is the same when done twice: a file that is right already
 * is left, another is refused. The file's name begins with the checksum, so a new image is a new
 * file.
 *
 * @param algorithm such as {@code sha256}
 */
record CloudImage(String url, String algorithm, String checksum, String storage) {
  private static final Pattern CHECKSUM =
      Pattern.compile("(md5|sha1|sha224|sha256|sha384|sha512):([0-9a-fA-F]{32,128})");
  private static final Pattern IMPORTABLE = Pattern.compile("(?i).*\\.(qcow2|raw|vmdk)");
  private static final int PREFIX = 12;

  /** Returns the image of a template that has one to fetch. */
  static Optional<CloudImage> of(ProxmoxTemplate template) {
    Optional<Matcher> sum = Optional.ofNullable(template.checksum()).flatMap(CloudImage::match);
    return Optional.ofNullable(template.imageUrl())
        .flatMap(
            url ->
                sum.map(
                    m ->
                        new CloudImage(
                            url,
                            m.group(1),
                            m.group(2).toLowerCase(java.util.Locale.ROOT),
                            template.imageStorage())));
  }

  private static Optional<Matcher> match(String checksum) {
    Matcher m = CHECKSUM.matcher(checksum.strip());
    return m.matches() ? Optional.of(m) : Optional.empty();
  }

  /** Reports whether a text is a checksum. */
  static boolean isChecksum(String text) {
    return match(text).isPresent();
  }

  /** Returns the name of the file; an image called .img is a qcow2 for the cloud images we know. */
  String fileName() {
    String path = url.replaceFirst("[?#].*$", "");
    String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    String named =
        IMPORTABLE.matcher(last).matches() ? last : last.replaceFirst("\\.img$", "") + ".qcow2";
    return checksum.substring(0, PREFIX) + "-" + named;
  }

  /** Returns the volume to import from. */
  String volume() {
    return storage + ":import/" + fileName();
  }

  /** Has the node fetch it, unless it has it. */
  void fetch(ProxmoxSession session, String node, OperationContext context)
      throws ProviderException {
    String what = "fetch " + url;
    context.progress("fetching the image");
    Effects.run(
        what,
        context,
        () -> {
          JsonNode answer =
              session
                  .api()
                  .post(
                      "/nodes/"
                          + FormEncoding.encode(node)
                          + "/storage/"
                          + FormEncoding.encode(storage)
                          + "/download-url",
                      Map.of(
                          "content", "import",
                          "filename", fileName(),
                          "url", url,
                          "checksum", checksum,
                          "checksum-algorithm", algorithm),
                      context);
          session.tasks().await(answer, what, context);
        });
  }
}
