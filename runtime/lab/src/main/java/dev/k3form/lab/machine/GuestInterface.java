package dev.k3form.lab.machine;

import java.util.List;

/** A network interface as the guest sees it. */
public record GuestInterface(String name, String mac, List<Address> addresses) {

  /** An address with its prefix length. */
  public record Address(String family, String address, int prefix) {}

  public GuestInterface {
    addresses = List.copyOf(addresses);
  }
}
