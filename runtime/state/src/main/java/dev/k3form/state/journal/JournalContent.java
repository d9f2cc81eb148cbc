package dev.k3form.state.journal;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.RecordCodec;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.secret.Sealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a journal file holds.
 *
 * @param lineage the state that it continues, empty if the file holds nothing
 * @param entries the entries that were durable
 * @param end where they end in the file
 * @param torn how many bytes of a torn frame follow
 * @param damaged whether valid entries follow an invalid one, and were left out
 */
public record JournalContent(
    Optional<String> lineage, List<Entry> entries, int end, int torn, boolean damaged) {
  /** The version of the format that is written. */
  static final int FORMAT_VERSION = 1;

  private static final String FORMAT = "k3form-journal";

  /** Copies the entries. */
  public JournalContent {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a journal; a torn last frame is left out.
   *
   * @throws StateException if it is damaged before its end, or no journal of this version
   */
  public static JournalContent read(Disk disk, Path file, Sealer sealer) {
    return read(disk, file, sealer, false);
  }

  /** Reads as much of a journal as there is before the first damage. */
  public static JournalContent salvage(Disk disk, Path file, Sealer sealer) {
    return read(disk, file, sealer, true);
  }

  private static JournalContent read(Disk disk, Path file, Sealer sealer, boolean salvage) {
    byte[] bytes;
    try {
      bytes = disk.read(file).orElse(new byte[0]);
    } catch (IOException e) {
      throw new StateException(StateProblems.unreadable(file, DiskReason.of(e)), e);
    }
    Frames.Scan scan = Frames.scan(bytes);
    if (scan.damaged() && !salvage) {
      throw new StateException(
          StateProblems.damagedJournal(
              file, scan.end(), "an entry is damaged, later ones are not"));
    }
    if (scan.contents().isEmpty()) {
      return new JournalContent(Optional.empty(), List.of(), 0, bytes.length, scan.damaged());
    }
    List<String> lines = new ArrayList<>();
    scan.contents().forEach(c -> new String(c, StandardCharsets.UTF_8).lines().forEach(lines::add));
    try {
      String lineage = lineage(file, lines.removeFirst());
      EntryCodec codec = new EntryCodec(new RecordCodec(lineage, sealer));
      List<Entry> entries = lines.stream().map(codec::decode).toList();
      return new JournalContent(
          Optional.of(lineage), entries, scan.end(), scan.total() - scan.end(), scan.damaged());
    } catch (JsonException e) {
      throw new StateException(StateProblems.strangeJournal(file, e.getMessage()), e);
    }
  }

  private static String lineage(Path file, String line) {
    JsonFields in = JsonFields.of("the first line", JsonReader.read(line));
    if (!in.findString("format").equals(Optional.of(FORMAT))
        || in.number("format_version") > FORMAT_VERSION) {
      throw new StateException(StateProblems.strangeJournal(file, "its first line says " + line));
    }
    return in.string("lineage");
  }

  static String header(String lineage) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("format", Json.str(FORMAT));
    fields.put("format_version", Json.num(FORMAT_VERSION));
    fields.put("lineage", Json.str(lineage));
    return JsonWriter.compact(new Json.Obj(fields)) + "\n";
  }
}
