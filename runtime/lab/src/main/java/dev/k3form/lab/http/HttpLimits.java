package dev.k3form.lab.http;

import java.time.Duration;

/**
 * Where the server draws its lines. {@link #proxmox} has the numbers of libpve-http-server-perl:
 * five seconds of idleness, 512 KiB of body, 64 header lines, 8 KiB of headers.
 */
public record HttpLimits(Duration idle, int bodyBytes, int headerLines, int headerBytes) {

  public static HttpLimits proxmox() {
    return new HttpLimits(Duration.ofSeconds(5), 512 * 1024, 64, 8 * 1024);
  }

  public HttpLimits withIdle(Duration newIdle) {
    return new HttpLimits(newIdle, bodyBytes, headerLines, headerBytes);
  }
}
