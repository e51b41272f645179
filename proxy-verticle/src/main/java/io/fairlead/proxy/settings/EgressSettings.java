package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * Where the application's calls come in.
 *
 * @param host null means the task's
 * @param port 0 picks a free one
 * @param virtualAddresses null means whether the sidecar answers DNS: without that, or a hosts
 *     file, nobody finds the listeners, and not every machine has the addresses and ports
 * @param virtualRange null means what follows from the task's address
 * @param virtualListenersMax each takes about 5 kB of heap on each event loop
 * @param alsoHost with the same port
 * @param hostsFile made when missing; when it is there, all lines of others are kept; null for none
 */
public record EgressSettings(
    @Setting(value = Setting.ABSENT, doc = "Address of the egress listener; the task's when absent")
        String host,
    @Setting(value = "15001", doc = "Port of the egress listener", min = 0, max = 65535) int port,
    @Setting(
            value = Setting.ABSENT,
            doc =
                "Whether each client alias has a virtual address that leads to its service; when"
                    + " absent, with dns only")
        Boolean virtualAddresses,
    @Setting(
            value = Setting.ABSENT,
            doc =
                "Range of virtual addresses; when absent 127.255.0.0/16, and 127.(128 + b mod"
                    + " 128).n.0/24 for a task at 127.a.b.n other than 127.0.0.1")
        String virtualRange,
    @Setting(
            value = "1000",
            doc = "Virtual listeners at most, one for each port of each client alias",
            min = 1,
            max = 65536)
        int virtualListenersMax,
    @Setting(
            value = "10s",
            doc = "How often virtual listeners and a hosts file that failed are tried again",
            min = 10)
        Duration virtualRetry,
    @Setting(
            value = Setting.ABSENT,
            doc =
                "File in the form of /etc/hosts that tells the virtual addresses; none when absent")
        String hostsFile,
    @Setting(
            value = "300s",
            doc = "How long a name whose service is gone is answered with 503; 0 not at all",
            min = 0)
        Duration goneTimeout,
    @Setting(
            value = "1000",
            doc = "Names of services that are gone at most; the oldest are forgotten first",
            min = 1,
            max = 1000000)
        int goneNamesMax,
    @Setting(
            value = Setting.ABSENT,
            doc =
                "Another address of the egress listener, such as ::1 for what is redirected over"
                    + " IPv6; none when absent")
        String alsoHost,
    @Setting(
            value = "300ms",
            doc =
                "How long a redirected client may be silent before its protocol counts as one"
                    + " whose server speaks first",
            min = 1,
            max = 60000)
        Duration detectTimeout,
    @Setting(
            value = "true",
            doc = "Whether redirected connections that the mesh has nobody for go on unread")
        boolean passThrough) {

  public EgressSettings {
    if (hostsFile != null && hostsFile.isBlank()) {
      throw new IllegalArgumentException(
          "egress.hostsFile is empty (expected: the path of a file, or no setting)");
    }
  }
}
