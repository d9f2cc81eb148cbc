package dev.k3form.lab.datacenter;

import dev.k3form.lab.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * VMs and volumes, kept in memory and, where a directory is given, one JSON file for each in it, so
 * that they outlive the process. A file is replaced by rename, so a reader never sees half of one.
 */
public final class Repository {

  private final Map<Integer, Vm> vms = new ConcurrentHashMap<>();
  private final Map<String, Volume> volumes = new ConcurrentHashMap<>();
  private final Optional<Path> directory;

  public Repository(Optional<Path> directory) throws IOException {
    this.directory = directory;
    if (directory.isPresent()) {
      Files.createDirectories(directory.get());
      try (Stream<Path> files = Files.list(directory.get())) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          read(file);
        }
      }
    }
  }

  private void read(Path file) throws IOException {
    try {
      load(String.valueOf(file.getFileName()), Json.parseObject(Files.readString(file)));
    } catch (NoSuchFileException e) {
      // Another process, which owns the directory, removed it since it was listed.
    }
  }

  private void load(String file, Map<String, @Nullable Object> json) {
    if (file.startsWith("vm-")) {
      int id = ((Number) Objects.requireNonNull(json.get("id"))).intValue();
      vms.put(
          id,
          new Vm(
              id,
              new TreeMap<>(strings(json.get("config"))),
              new TreeMap<>(strings(json.get("pending"))),
              new TreeSet<>(strings(json.get("deletes")).keySet()),
              Instant.ofEpochMilli(
                  ((Number) Objects.requireNonNull(json.get("created"))).longValue())));
    } else {
      Map<String, String> v = strings(json);
      volumes.put(
          v.getOrDefault("volid", ""),
          new Volume(
              v.getOrDefault("volid", ""),
              v.getOrDefault("format", ""),
              v.getOrDefault("content", ""),
              Long.parseLong(v.getOrDefault("size", "")),
              Optional.ofNullable(v.get("vmid")).map(Integer::valueOf),
              Optional.ofNullable(v.get("parent")),
              Long.parseLong(v.getOrDefault("ctime", ""))));
    }
  }

  private static Map<String, String> strings(@Nullable Object object) {
    Map<String, String> result = new LinkedHashMap<>();
    if (object instanceof Map<?, ?> map) {
      map.forEach((key, value) -> result.put(String.valueOf(key), String.valueOf(value)));
    }
    return result;
  }

  public Optional<Vm> vm(int id) {
    return Optional.ofNullable(vms.get(id));
  }

  public List<Vm> vms() {
    return vms.values().stream().sorted(java.util.Comparator.comparingInt(Vm::id)).toList();
  }

  public Collection<Volume> volumes() {
    return new TreeMap<>(volumes).values();
  }

  public Optional<Volume> volume(String volid) {
    return Optional.ofNullable(volumes.get(volid));
  }

  /** Adds a VM unless its id is taken; this is what makes an id be reserved. */
  public boolean insert(Vm vm) {
    boolean added = vms.putIfAbsent(vm.id(), vm) == null;
    if (added) {
      write(vm);
    }
    return added;
  }

  public void save(Vm vm) {
    vms.put(vm.id(), vm);
    write(vm);
  }

  public void remove(int id) {
    vms.remove(id);
    erase("vm-" + id + ".json");
  }

  public void save(Volume volume) {
    volumes.put(volume.volid(), volume);
    Map<String, String> json = new LinkedHashMap<>();
    json.put("volid", volume.volid());
    json.put("format", volume.format());
    json.put("content", volume.content());
    json.put("size", Long.toString(volume.size()));
    volume.vmid().ifPresent(id -> json.put("vmid", Integer.toString(id)));
    volume.parent().ifPresent(parent -> json.put("parent", parent));
    json.put("ctime", Long.toString(volume.ctime()));
    write(fileName(volume.volid()), json);
  }

  public void removeVolume(String volid) {
    volumes.remove(volid);
    erase(fileName(volid));
  }

  /** Volumes that belong to a VM. */
  public List<Volume> volumesOf(int vmid) {
    return new ArrayList<>(
        volumes().stream().filter(v -> v.vmid().equals(Optional.of(vmid))).toList());
  }

  private static String fileName(String volid) {
    return "volume-" + volid.replaceAll("[^A-Za-z0-9.-]", "_") + ".json";
  }

  private void write(Vm vm) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", vm.id());
    json.put("created", vm.created().toEpochMilli());
    json.put("config", vm.config());
    json.put("pending", vm.pending());
    Map<String, String> deletes = new TreeMap<>();
    vm.pendingDeletes().forEach(name -> deletes.put(name, ""));
    json.put("deletes", deletes);
    write("vm-" + vm.id() + ".json", json);
  }

  private synchronized void write(String name, Object json) {
    directory.ifPresent(
        dir -> {
          try {
            Path temporary = dir.resolve(name + ".new");
            Files.writeString(temporary, Json.print(json));
            Files.move(
                temporary,
                dir.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private synchronized void erase(String name) {
    directory.ifPresent(
        dir -> {
          try {
            Files.deleteIfExists(dir.resolve(name));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
