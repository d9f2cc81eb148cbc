package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.value.Value;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Shows records of the state, secrets masked. */
public final class StateView {
  private final PrintStream out;
  private final JsonMapper mapper = JsonMapper.builder().build();

  /** Creates a view. */
  public StateView(Terminal terminal) {
    this.out = terminal.out();
  }

  /** Shows one record. */
  public void record(ResourceRecord record) {
    String status =
        record.status() == ObjectStatus.READY
            ? ""
            : " (" + record.status().name().toLowerCase(Locale.ROOT) + ")";
    out.println("# " + record.address() + status);
    attributes(record.attributes());
    for (DeposedObject object : record.deposed()) {
      out.println();
      out.println("# replaced object " + object.id() + ", still to be destroyed");
      attributes(object.attributes());
    }
    out.println();
  }

  private void attributes(Value.Obj attributes) {
    for (ValueDiff.Line line : ValueDiff.created(attributes)) {
      out.println(("  " + "    ".repeat(line.depth()) + line.text()).stripTrailing());
    }
  }

  /** Shows the whole state as one JSON object. */
  public void json(State state) {
    List<Map<String, @Nullable Object>> resources = new ArrayList<>();
    state.resources().values().forEach(r -> resources.add(json(r)));
    Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
    state.outputs().forEach((name, output) -> outputs.put(name, JsonValues.of(output.value())));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format_version", JsonView.FORMAT);
    all.put("resources", resources);
    all.put("outputs", outputs);
    out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
  }

  private static Map<String, @Nullable Object> json(DeposedObject object) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("id", object.id());
    out.put("attributes", JsonValues.of(object.attributes()));
    return out;
  }

  private static Map<String, @Nullable Object> json(ResourceRecord record) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("address", record.address().toString());
    out.put("provider", record.provider().toString());
    out.put("status", record.status().name().toLowerCase(Locale.ROOT));
    out.put("attributes", JsonValues.of(record.attributes()));
    out.put("dependencies", record.dependencies().stream().map(Object::toString).toList());
    if (!record.deposed().isEmpty()) {
      out.put("deposed", record.deposed().stream().map(StateView::json).toList());
    }
    return out;
  }
}
