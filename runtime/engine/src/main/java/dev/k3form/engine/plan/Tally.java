package dev.k3form.engine.plan;

/** How many changes of each sort a plan has. */
public record Tally(
    int create, int update, int replace, int delete, int forget, int read, int move, int imported) {
  static Tally of(Plan plan) {
    int[] n = new int[8];
    for (Change change : plan.changes()) {
      switch (change) {
        case Change.Create _, Change.Resume _ -> n[0]++;
        case Change.Update _ -> n[1]++;
        case Change.Replace _ -> n[2]++;
        case Change.Delete _, Change.DeleteDeposed _ -> n[3]++;
        case Change.Forget _ -> n[4]++;
        case Change.Read _ -> n[5]++;
        case Change.NoOp _ -> {}
      }
      n[6] += change.about().movedFrom().isPresent() ? 1 : 0;
      n[7] += change.about().importId().isPresent() ? 1 : 0;
    }
    return new Tally(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
  }
}
