package dev.k3form.model.value;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A total order of values: by kind, then by content. Set elements are kept in it. */
public final class ValueOrder implements Comparator<Value> {
  /** The order. */
  public static final ValueOrder INSTANCE = new ValueOrder();

  private ValueOrder() {}

  @Override
  public int compare(Value a, Value b) {
    int byKind = Integer.compare(rank(a), rank(b));
    if (byKind != 0) {
      return byKind;
    }
    return switch (a) {
      case Value.Null _ -> 0;
      case Value.Bool(boolean x) -> Boolean.compare(x, ((Value.Bool) b).value());
      case Value.Num(var x) -> x.compareTo(((Value.Num) b).value());
      case Value.Str(String x) -> KeyOrder.INSTANCE.compare(x, ((Value.Str) b).value());
      case Value.Size(var x) -> x.compareTo(((Value.Size) b).bytes());
      case Value.Time(var x) -> x.compareTo(((Value.Time) b).value());
      case Value.ListOf(var _, List<Value> x) -> items(x, ((Value.ListOf) b).items());
      case Value.SetOf(var _, List<Value> x) -> items(x, ((Value.SetOf) b).items());
      case Value.Tuple(List<Value> x) -> items(x, ((Value.Tuple) b).items());
      case Value.MapOf(var _, var x) -> entries(x, ((Value.MapOf) b).entries());
      case Value.Obj(var x) -> entries(x, ((Value.Obj) b).fields());
      case Value.Unknown(var x, var _) ->
          x.toString().compareTo(((Value.Unknown) b).type().toString());
      case Value.Secret(Value x) -> compare(x, ((Value.Secret) b).value());
    };
  }

  private int items(List<Value> a, List<Value> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int c = compare(a.get(i), b.get(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private int entries(Map<String, Value> a, Map<String, Value> b) {
    Iterator<Map.Entry<String, Value>> other = b.entrySet().iterator();
    for (Map.Entry<String, Value> x : a.entrySet()) {
      if (!other.hasNext()) {
        return 1;
      }
      Map.Entry<String, Value> y = other.next();
      int byKey = KeyOrder.INSTANCE.compare(x.getKey(), y.getKey());
      int c = byKey != 0 ? byKey : compare(x.getValue(), y.getValue());
      if (c != 0) {
        return c;
      }
    }
    return other.hasNext() ? -1 : 0;
  }

  private static int rank(Value value) {
    return switch (value) {
      case Value.Null _ -> 0;
      case Value.Bool _ -> 1;
      case Value.Num _ -> 2;
      case Value.Str _ -> 3;
      case Value.Size _ -> 4;
      case Value.Time _ -> 5;
      case Value.ListOf _ -> 6;
      case Value.SetOf _ -> 7;
      case Value.Tuple _ -> 8;
      case Value.MapOf _ -> 9;
      case Value.Obj _ -> 10;
      case Value.Unknown _ -> 11;
      case Value.Secret _ -> 12;
    };
  }
}
