package dev.k3form.engine.file;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.AttributePath.Step;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * Paths as JSON arrays: a string for an attribute, a number for an element, an array of one string
 * for a key.
 */
final class Paths {
  private Paths() {}

  static Json encode(AttributePath path) {
    return new Json.Arr(
        path.steps().stream()
            .<Json>map(
                step ->
                    switch (step) {
                      case Step.Attribute(String name) -> Json.str(name);
                      case Step.Element(int index) -> Json.num(index);
                      case Step.Key(String key) -> new Json.Arr(List.of(Json.str(key)));
                    })
            .toList());
  }

  static AttributePath decode(Json json) {
    List<Step> steps = new ArrayList<>();
    for (Json item : array(json)) {
      steps.add(
          switch (item) {
            case Json.Str(String name) -> new Step.Attribute(name);
            case Json.Num(var index) -> new Step.Element(index.intValue());
            case Json.Arr(List<Json> key)
                when key.size() == 1 && key.getFirst() instanceof Json.Str(String text) ->
                new Step.Key(text);
            case Json _ -> throw new JsonException("an attribute path has a step of no kind");
          });
    }
    return new AttributePath(steps);
  }

  static List<Json> array(Json json) {
    if (json instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    throw new JsonException("what should be an array is none");
  }

  static ResourceAddress address(String text) {
    try {
      return ResourceAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JsonException(String.valueOf(e.getMessage()), e);
    }
  }
}
