package io.fairlead.dns.judges;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the JVM's resolver for each argument, a name or an address, and prints what it says. */
final class InetAddresses {
  private InetAddresses() {}

  public static void main(String... subjects) throws UnknownHostException {
    for (String subject : subjects) {
      System.out.println("= " + subject);
      byte[] address = NetUtil.createByteArrayFromIpAddressString(subject);
      if (address != null) {
        System.out.println(InetAddress.getByAddress(address).getCanonicalHostName());
        continue;
      }
      try {
        for (var found : InetAddress.getAllByName(subject)) {
          System.out.println(NetUtil.toAddressString(found));
        }
      } catch (UnknownHostException e) {
        // Nothing is printed for a name without addresses.
      }
    }
  }
}
