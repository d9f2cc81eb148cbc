package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.NETWORK;
import static dev.k3form.model.type.Type.BOOL;
import static dev.k3form.model.type.Type.NUMBER;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Functions of IP networks in CIDR notation, of both versions. */
final class NetworkFunctions {
  private NetworkFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named(
                "cidrcontains", NETWORK, "Whether a network holds an address or another network.")
            .param("network", STRING)
            .param("inner", STRING)
            .returns(BOOL, NetworkFunctions::contains),
        Function.named(
                "cidrhost",
                NETWORK,
                "The address with a number in a network; negative ones count from the end.")
            .param("network", STRING)
            .param("number", NUMBER)
            .returns(STRING, NetworkFunctions::host),
        Function.named("cidrnetmask", NETWORK, "The mask of an IPv4 network: `255.255.0.0`.")
            .param("network", STRING)
            .returns(STRING, NetworkFunctions::mask),
        Function.named(
                "cidrsubnet",
                NETWORK,
                "The subnet with a number, of a prefix that is some bits longer.")
            .param("network", STRING)
            .param("bits", NUMBER)
            .param("number", NUMBER)
            .returns(STRING, NetworkFunctions::subnet),
        Function.named(
                "cidrsubnets",
                NETWORK,
                "Subnets that follow each other, of prefixes that are some bits longer.")
            .param("network", STRING)
            .rest("bits", NUMBER)
            .returns(new Type.ListOf(STRING), NetworkFunctions::subnets));
  }

  private static IpNetwork network(Arguments a, int index) {
    return IpNetwork.parse(a.text(index))
        .orElseThrow(() -> a.bad(index, "must be a network such as \"10.0.0.0/16\""));
  }

  private static BigInteger whole(Arguments a, int index) {
    BigDecimal n = a.number(index);
    if (n.stripTrailingZeros().scale() > 0) {
      throw a.bad(index, "must be a whole number");
    }
    return n.toBigInteger();
  }

  private static Value contains(Arguments a) {
    IpNetwork outer = network(a, 0);
    String text = a.text(1);
    IpNetwork inner =
        (text.indexOf('/') >= 0 ? IpNetwork.parse(text) : IpNetwork.address(text))
            .orElseThrow(() -> a.bad(1, "must be an address or a network"));
    if (outer.bits() != inner.bits()) {
      throw a.failed("one is IPv4, the other IPv6");
    }
    return Value.bool(
        inner.prefix() >= outer.prefix()
            && outer
                .start()
                .equals(new IpNetwork(inner.start(), outer.prefix(), outer.bits()).start()));
  }

  private static Value host(Arguments a) {
    IpNetwork network = network(a, 0);
    BigInteger number = whole(a, 1);
    BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - network.prefix());
    BigInteger offset = number.signum() < 0 ? size.add(number) : number;
    if (offset.signum() < 0 || offset.compareTo(size) >= 0) {
      throw a.bad(1, "is not the number of an address; the network has " + size);
    }
    return Value.str(IpNetwork.text(network.start().add(offset), network.bits()));
  }

  private static Value mask(Arguments a) {
    IpNetwork network = network(a, 0);
    if (network.bits() != 32) {
      throw a.bad(0, "must be an IPv4 network, as IPv6 has no masks");
    }
    BigInteger all = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    BigInteger mask = all.shiftLeft(32 - network.prefix()).and(all);
    return Value.str(IpNetwork.text(mask, 32));
  }

  private static Value subnet(Arguments a) {
    IpNetwork network = network(a, 0);
    int bits = a.whole(1);
    BigInteger number = whole(a, 2);
    int prefix = longer(a, 1, network, bits);
    if (number.signum() < 0 || number.bitLength() > bits) {
      throw a.bad(2, "is not the number of a subnet; there are " + BigInteger.ONE.shiftLeft(bits));
    }
    BigInteger start = network.start().add(number.shiftLeft(network.bits() - prefix));
    return Value.str(IpNetwork.text(start, network.bits()) + "/" + prefix);
  }

  private static int longer(Arguments a, int index, IpNetwork network, int bits) {
    if (bits < 0 || network.prefix() + bits > network.bits()) {
      throw a.bad(index, "must be between 0 and " + (network.bits() - network.prefix()));
    }
    return network.prefix() + bits;
  }

  private static Value subnets(Arguments a) {
    IpNetwork network = network(a, 0);
    BigInteger end =
        network.start().add(BigInteger.ONE.shiftLeft(network.bits() - network.prefix()));
    BigInteger next = network.start();
    List<Value> out = new ArrayList<>();
    for (int i = 1; i < a.size(); i++) {
      if (a.whole(i) == 0) {
        throw a.bad(i, "must be at least 1");
      }
      int prefix = longer(a, i, network, a.whole(i));
      BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - prefix);
      BigInteger rest = next.mod(size);
      BigInteger start = rest.signum() == 0 ? next : next.add(size).subtract(rest);
      if (start.add(size).compareTo(end) > 0) {
        throw a.bad(i, "asks for more room than the network has left");
      }
      out.add(Value.str(IpNetwork.text(start, network.bits()) + "/" + prefix));
      next = start.add(size);
    }
    return new Value.ListOf(STRING, out);
  }
}
