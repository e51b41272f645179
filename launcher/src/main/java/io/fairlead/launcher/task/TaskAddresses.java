package io.fairlead.launcher.task;

import io.fairlead.node.StartFailure;
import java.util.regex.Pattern;

/**
 * The loopback addresses that tasks get, one each.
 *
 * @param network the first three numbers, such as {@code 127.0.7}
 */
public record TaskAddresses(String network) {
  /** The number of the last address. */
  public static final int LAST = 254;

  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])){2}");

  /** 127.0.7.1 to 127.0.7.254. */
  public static TaskAddresses usual() {
    return new TaskAddresses("127.0.7");
  }

  /**
   * Another loopback network.
   *
   * @throws StartFailure when it is none
   */
  public static TaskAddresses of(String network) {
    if (!LOOPBACK.matcher(network).matches()) {
      throw new StartFailure(
          "--network is '" + network + "' (expected: a loopback network, such as 127.0.7)");
    }
    return new TaskAddresses(network);
  }

  /**
   * The n-th address, from 1.
   *
   * @throws StartFailure when there are not that many
   */
  public String address(int n) {
    if (n > LAST) {
      throw new StartFailure(
          network + ".0/24 is used up (expected: at most " + LAST + " tasks in one run)");
    }
    return network + "." + n;
  }
}
