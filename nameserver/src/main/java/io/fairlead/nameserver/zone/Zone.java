package io.fairlead.nameserver.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.EncodedRecord;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.ResourceRecord;
import java.util.List;

/**
 * A part of the name space that is answered for here. Immutable but for the encoded form of its
 * start; safe for any thread.
 */
public final class Zone {
  private final DnsName apex;
  private final DnsName server;
  private final DnsName mailbox;
  private final int ttlSeconds;
  private final Source source;

  private volatile Start start;

  /** What changes while the zone stays. */
  public interface Source {
    /** The serial of all zones (RFC 1035 §3.3.13); rises with the content (RFC 1982). */
    int serial();

    /** Shortens how long "there is no such thing" may be kept, in seconds. */
    int negativeTtlMax();
  }

  /** The SOA record at one serial, in the forms that are needed. */
  private record Start(
      int serial,
      int negativeTtlMax,
      RecordSet set,
      ResourceRecord denial,
      EncodedRecord encoded) {}

  /**
   * @param server its primary name server
   * @param mailbox whom to write to, the first dot for an at sign
   * @param ttlSeconds of its SOA record; how long negative answers may be kept
   */
  public Zone(DnsName apex, DnsName server, DnsName mailbox, int ttlSeconds, Source source) {
    this.apex = apex;
    this.server = server;
    this.mailbox = mailbox;
    this.ttlSeconds = ttlSeconds;
    this.source = source;
  }

  /** Its name. */
  public DnsName apex() {
    return apex;
  }

  /** The TTL of what belongs to the zone itself, in seconds. */
  public int ttlSeconds() {
    return ttlSeconds;
  }

  /** The SOA record of now, as an answer. */
  public RecordSet soa() {
    return now().set;
  }

  /** The SOA record that comes with every "there is no such thing" (RFC 2308 §3). */
  ResourceRecord denial() {
    return now().denial;
  }

  /** The same, encoded for the zone's own name. */
  EncodedRecord encodedDenial() {
    return now().encoded;
  }

  private Start now() {
    var known = start;
    int serial = source.serial();
    int negativeTtlMax = source.negativeTtlMax();
    if (known == null || known.serial != serial || known.negativeTtlMax != negativeTtlMax) {
      known = start(serial, negativeTtlMax);
      start = known;
    }
    return known;
  }

  private Start start(int serial, int negativeTtlMax) {
    var soa = new RecordValue.Soa(server, mailbox, serial, ttlSeconds);
    var denial = new ResourceRecord(apex, Math.min(ttlSeconds, negativeTtlMax), soa);
    return new Start(
        serial,
        negativeTtlMax,
        RecordSet.all(apex, ttlSeconds, List.of(soa)),
        denial,
        EncodedRecord.of(denial, apex));
  }
}
