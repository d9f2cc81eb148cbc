package dev.k3form.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.engine.plan.About;
import dev.k3form.engine.plan.Bookkeeping;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Change.Replace.Order;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.Operation;
import dev.k3form.engine.plan.Reason;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of replacement and deletion, each written down whole. */
class GraphBuilderTest {
  private final List<Change> wanted = new ArrayList<>();
  private final List<Change> leaving = new ArrayList<>();
  private final Map<ResourceAddress, Set<ResourceAddress>> present = new HashMap<>();
  private final Map<ResourceAddress, Set<ResourceAddress>> recorded = new HashMap<>();

  private static ResourceAddress address(String name) {
    return ResourceAddress.parse("fake_thing." + name);
  }

  private static About about(String name) {
    return About.of(address(name), ProviderRef.of("fake"), Bookkeeping.NONE, new Reason.New());
  }

  private static Set<ResourceAddress> addresses(String names) {
    Set<ResourceAddress> out = new TreeSet<>();
    for (String name : names.split(" ", -1)) {
      if (!name.isEmpty()) {
        out.add(address(name));
      }
    }
    return out;
  }

  private void want(Change change, String now, String before) {
    wanted.add(change);
    present.put(change.address(), addresses(now));
    recorded.put(change.address(), addresses(before));
  }

  private void leave(String name, String before) {
    leaving.add(new Change.Delete(about(name), Value.Obj.EMPTY));
    recorded.put(address(name), addresses(before));
  }

  private static Change create(String name) {
    return new Change.Create(about(name), Value.Obj.EMPTY);
  }

  private static Change update(String name) {
    return new Change.Update(about(name), Value.Obj.EMPTY, Value.Obj.EMPTY);
  }

  private static Change same(String name) {
    return new Change.NoOp(about(name), Value.Obj.EMPTY, false);
  }

  private static Change replace(String name, Order order) {
    return new Change.Replace(about(name), Value.Obj.EMPTY, Value.Obj.EMPTY, order, List.of());
  }

  private ExecutionGraph build() throws GraphBuilder.CycleException {
    return GraphBuilder.build(wanted, leaving, present, recorded, List.of());
  }

  /** Returns each operation with those that it waits for. */
  private List<String> edges() throws GraphBuilder.CycleException {
    List<Operation> operations = build().operations();
    return operations.stream()
        .map(
            o ->
                text(o)
                    + (o.after().isEmpty() ? "" : " <- ")
                    + String.join(
                        ", ", o.after().stream().map(i -> text(operations.get(i))).toList()))
        .toList();
  }

  private static String text(Operation operation) {
    return operation.action().text() + " " + operation.address().name();
  }

  @Test
  void createsAfterWhatItDependsOn() throws Exception {
    want(create("a"), "", "");
    want(create("b"), "a", "");
    want(create("c"), "a b", "");
    assertThat(edges())
        .containsExactly("create a", "create b <- create a", "create c <- create a, create b");
  }

  @Test
  void leavesOutWhatStaysButKeepsTheOrderThroughIt() throws Exception {
    want(update("a"), "", "");
    want(same("b"), "a", "a");
    want(update("c"), "b", "b");
    want(same("d"), "c", "c");
    assertThat(edges()).containsExactly("update a", "pass b <- update a", "update c <- pass b");
  }

  @Test
  void replacesAChainDeleteFirst() throws Exception {
    want(replace("a", Order.DELETE_FIRST), "", "");
    want(replace("b", Order.DELETE_FIRST), "a", "a");
    assertThat(edges())
        .containsExactly(
            "delete b",
            "delete a <- delete b",
            "create a <- delete a",
            "create b <- delete b, create a");
  }

  @Test
  void replacesAChainCreateFirst() throws Exception {
    want(replace("a", Order.CREATE_FIRST), "", "");
    want(replace("b", Order.CREATE_FIRST), "a", "a");
    assertThat(edges())
        .containsExactly(
            "create a",
            "create b <- create a",
            "delete-deposed b <- create b",
            "delete-deposed a <- create a, create b, delete-deposed b");
  }

  @Test
  void whatWasSetAsideEarlierGoesInOrder() throws Exception {
    want(update("a"), "", "");
    want(update("b"), "a", "a");
    want(update("c"), "a", "a");
    leaving.add(aside("a"));
    leaving.add(aside("b", "a"));
    assertThat(edges())
        .containsExactly(
            "update a",
            "update b <- update a",
            "update c <- update a",
            "delete-deposed b <- update b",
            "delete-deposed a <- update a, update b, update c, delete-deposed b");
  }

  private static Change aside(String name, String... dependencies) {
    About about =
        About.of(
            address(name),
            ProviderRef.of("fake"),
            new Bookkeeping(
                0, new TreeSet<>(addresses(String.join(" ", dependencies))), false, false),
            new Reason.Deposed());
    return new Change.DeleteDeposed(about, "old", Value.Obj.EMPTY);
  }

  @Test
  void updatesBetweenCreatingAndDeleting() throws Exception {
    want(replace("a", Order.CREATE_FIRST), "", "");
    want(update("b"), "a", "a");
    assertThat(edges())
        .containsExactly(
            "create a", "update b <- create a", "delete-deposed a <- create a, update b");
  }

  @Test
  void changesWhatStaysBeforeDeletingWhatItStoodOn() throws Exception {
    want(update("b"), "", "a");
    leave("a", "");
    leave("c", "a");
    assertThat(edges()).containsExactly("update b", "delete c", "delete a <- update b, delete c");
  }

  @Test
  void deletesThroughWhatStays() throws Exception {
    want(replace("a", Order.DELETE_FIRST), "", "");
    want(update("b"), "a", "a");
    leave("c", "b");
    assertThat(edges())
        .containsExactly(
            "delete c",
            "pass b <- delete c",
            "delete a <- pass b",
            "create a <- delete a",
            "update b <- create a");
  }

  @Test
  void waivesAWishWhereDependenciesWereTurnedAround() throws Exception {
    want(replace("c", Order.DELETE_FIRST), "", "");
    want(update("y"), "c", "x");
    leave("x", "c");
    ExecutionGraph graph = build();
    assertThat(graph.waived()).isNotEmpty();
    assertThat(graph.operations()).hasSize(4);
    assertThat(edges()).anyMatch(e -> e.startsWith("update y <- ") && e.contains("create c"));
  }

  @Test
  void namesTheMembersOfACircle() {
    want(create("a"), "b", "");
    want(create("b"), "a", "");
    assertThatThrownBy(this::build)
        .isInstanceOfSatisfying(
            GraphBuilder.CycleException.class,
            e -> assertThat(e.members()).containsExactly(address("a"), address("b")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void keepsHardOrderOnRandomGraphs(long seed) throws Exception {
    Random random = new Random(seed);
    int count = 60;
    for (int i = 0; i < count; i++) {
      StringBuilder now = new StringBuilder();
      StringBuilder before = new StringBuilder();
      for (int j = 0; j < count; j++) {
        now.append(j < i && random.nextInt(12) == 0 ? "n" + j + " " : "");
        before.append(j != i && random.nextInt(15) == 0 ? "n" + j + " " : "");
      }
      String name = "n" + i;
      switch (random.nextInt(6)) {
        case 0 -> want(create(name), now.toString(), "");
        case 1 -> want(update(name), now.toString(), before.toString());
        case 2 -> want(replace(name, Order.DELETE_FIRST), now.toString(), before.toString());
        case 3 -> want(replace(name, Order.CREATE_FIRST), now.toString(), before.toString());
        case 4 -> want(same(name), now.toString(), before.toString());
        default -> leave(name, before.toString());
      }
    }
    List<Operation> operations = build().operations();
    Map<String, Integer> place = new HashMap<>();
    for (Operation operation : operations) {
      assertThat(operation.after()).allMatch(before -> before < operation.id());
      place.put(text(operation), operation.id());
    }
    present.forEach(
        (address, dependencies) -> {
          for (ResourceAddress dependency : dependencies) {
            for (String mine : List.of("create ", "update ")) {
              for (String theirs : List.of("create ", "update ")) {
                Integer after = place.get(mine + address.name());
                Integer before = place.get(theirs + dependency.name());
                if (after != null && before != null) {
                  assertThat(after).isGreaterThan(before);
                }
              }
            }
          }
        });
    for (Change change : wanted) {
      if (change instanceof Change.Replace r) {
        String name = change.address().name();
        if (r.order() == Order.DELETE_FIRST) {
          assertThat(place.get("delete " + name)).isLessThan(place.get("create " + name));
        } else {
          assertThat(place.get("create " + name)).isLessThan(place.get("delete-deposed " + name));
        }
      }
    }
  }
}
