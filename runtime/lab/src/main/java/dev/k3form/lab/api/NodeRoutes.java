package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.optional;
import static dev.k3form.lab.schema.Parameter.required;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.DatacenterException;
import dev.k3form.lab.datacenter.Volume;
import dev.k3form.lab.schema.ParamType;
import dev.k3form.lab.schema.ParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Endpoints about the node: storages and what they hold, network bridges, certificates. */
final class NodeRoutes {

  private final String fingerprint;

  NodeRoutes(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  List<Route> routes() {
    ParamType text = ParamType.text();
    return List.of(
        Route.of("GET", "/nodes/{node}/status", Route.ANYONE, List.of(), NodeRoutes::status),
        Route.of(
            "GET",
            "/nodes/{node}/network",
            Route.ANYONE,
            List.of(optional("type", text)),
            NodeRoutes::networks),
        Route.of(
            "GET",
            "/nodes/{node}/certificates/info",
            Route.ANYONE,
            List.of(),
            _ -> List.of(Map.of("filename", "pve-ssl.pem", "fingerprint", fingerprint))),
        Route.of(
            "GET",
            "/nodes/{node}/storage",
            Route.ANYONE,
            List.of(
                optional("content", text),
                optional("enabled", ParamType.bool()),
                optional("format", ParamType.bool()),
                optional("storage", text)),
            NodeRoutes::storages),
        Route.of(
            "GET",
            "/nodes/{node}/storage/{storage}/content",
            NodeRoutes::mayRead,
            List.of(optional("content", text), optional("vmid", ParamType.integer(100))),
            NodeRoutes::content),
        Route.of(
            "POST",
            "/nodes/{node}/storage/{storage}/download-url",
            NodeRoutes::mayDownload,
            List.of(
                required("url", text),
                required("content", ParamType.oneOf("iso", "vztmpl", "import")),
                required("filename", text),
                optional("checksum", text),
                optional("checksum-algorithm", text),
                optional("compression", text),
                optional("verify-certificates", ParamType.bool())),
            NodeRoutes::download));
  }

  private static void mayRead(Call call) {
    call.requireAny(
        "/storage/" + call.path().get("storage"),
        List.of("Datastore.Audit", "Datastore.AllocateSpace"));
  }

  private static void mayDownload(Call call) {
    call.require("/storage/" + call.path().get("storage"), "Datastore.AllocateTemplate");
    call.requireAny(
        "/nodes/" + call.datacenter().layout().node(), List.of("Sys.AccessNetwork", "Sys.Modify"));
  }

  private static Object status(Call call) {
    return Map.of("pveversion", "pve-manager/9.2.0/k3form-lab", "uptime", 1, "cpu", 0);
  }

  private static Object networks(Call call) {
    List<Object> found = new ArrayList<>();
    for (String bridge : call.datacenter().layout().bridges()) {
      found.add(Map.of("iface", bridge, "type", "bridge", "active", 1, "autostart", 1));
    }
    return found;
  }

  private static Object storages(Call call) {
    String storage = call.datacenter().layout().storage();
    if (call.parameter("storage").filter(asked -> !asked.equals(storage)).isPresent()) {
      return List.of();
    }
    long free = 100L << 30;
    return List.of(
        Map.of(
            "storage",
            storage,
            "type",
            "dir",
            "content",
            "images,import,iso",
            "active",
            1,
            "enabled",
            1,
            "shared",
            0,
            "total",
            free,
            "avail",
            free,
            "used",
            0));
  }

  private static Object content(Call call) {
    Datacenter dc = call.datacenter();
    dc.requireStorage(Optional.ofNullable(call.path().get("storage")).orElse(""));
    List<Object> found = new ArrayList<>();
    for (Volume volume : dc.repository().volumes()) {
      boolean wanted =
          call.parameter("content").map(volume.content()::equals).orElse(true)
              && call.parameter("vmid")
                  .map(id -> volume.vmid().map(Object::toString).equals(Optional.of(id)))
                  .orElse(true);
      if (wanted) {
        found.add(entry(volume));
      }
    }
    return found;
  }

  private static Map<String, @Nullable Object> entry(Volume volume) {
    Map<String, @Nullable Object> entry = new TreeMap<>();
    entry.put("volid", volume.volid());
    entry.put("content", volume.content());
    entry.put("format", volume.format());
    entry.put("size", volume.size());
    entry.put("ctime", volume.ctime());
    volume.vmid().ifPresent(id -> entry.put("vmid", id));
    if (volume.content().equals("images")) {
      entry.put("used", 0);
      entry.put(
          "parent", volume.parent().map(p -> "../" + p.substring(p.indexOf(':') + 1)).orElse(null));
    }
    return entry;
  }

  /**
   * Registers an import volume of the wanted name. Nothing is fetched: every disk image of the lab
   * stands for the one system that it boots, and the task's log says so.
   */
  private static @Nullable Object download(Call call) throws InterruptedException {
    Datacenter dc = call.datacenter();
    String storage = Optional.ofNullable(call.path().get("storage")).orElse("");
    dc.requireStorage(storage);
    String content = call.parameter("content").orElse("");
    String filename = call.parameter("filename").orElse("").replaceAll("[^-a-zA-Z0-9_.]", "_");
    boolean fits =
        content.equals("import")
            ? filename.matches(".+\\.(ova|qcow2|raw|vmdk)")
            : filename.matches(".+\\.(iso|img|tar\\.(gz|xz|zst))");
    if (!fits) {
      throw ParameterException.of(
          "filename",
          content.equals("import")
              ? "invalid filename or wrong extension"
              : "wrong file extension");
    }
    String volid = storage + ":" + content + "/" + filename;
    boolean checked = call.parameter("checksum").isPresent();
    return call.task(
        "download",
        filename,
        task -> {
          if (dc.repository().volume(volid).isPresent()) {
            if (!checked) {
              throw new DatacenterException(
                  "refusing to override existing file '/var/lib/vz/"
                      + content
                      + "/"
                      + filename
                      + "'");
            }
            task.log("got correct file already, no need to download");
            return;
          }
          task.log("k3form lab: nothing is downloaded, '" + volid + "' stands for the lab's image");
          dc.repository()
              .save(
                  new Volume(
                      volid,
                      filename.substring(filename.lastIndexOf('.') + 1),
                      content,
                      dc.layout().imageSize(),
                      Optional.empty(),
                      Optional.empty(),
                      dc.clock().millis() / 1000));
        });
  }
}
