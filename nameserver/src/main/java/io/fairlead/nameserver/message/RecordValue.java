package io.fairlead.nameserver.message;

import java.util.List;

/** What a record says, without its owner and TTL. */
public sealed interface RecordValue {
  /** The record type's number. */
  int type();

  /** Appends the RDATA, without its length. */
  void write(MessageWriter to);

  /** An IPv4 address, its first byte highest. */
  record A(int address) implements RecordValue {
    @Override
    public int type() {
      return RecordTypes.A;
    }

    @Override
    public void write(MessageWriter to) {
      to.int32(address);
    }
  }

  /** An IPv6 address (RFC 3596), its first byte highest in {@code high}. */
  record Aaaa(long high, long low) implements RecordValue {
    @Override
    public int type() {
      return RecordTypes.AAAA;
    }

    @Override
    public void write(MessageWriter to) {
      to.int32((int) (high >>> 32)).int32((int) high).int32((int) (low >>> 32)).int32((int) low);
    }
  }

  /** Where a service listens (RFC 2782). */
  record Srv(int priority, int weight, int port, DnsName target) implements RecordValue {
    @Override
    public int type() {
      return RecordTypes.SRV;
    }

    @Override
    public void write(MessageWriter to) {
      // RFC 2782: the target is not to be compressed.
      to.int16(priority).int16(weight).int16(port).plainName(target);
    }
  }

  /** Another name for the owner. */
  record Cname(DnsName target) implements RecordValue {
    @Override
    public int type() {
      return RecordTypes.CNAME;
    }

    @Override
    public void write(MessageWriter to) {
      to.name(target);
    }
  }

  /** A name server of the zone. */
  record Ns(DnsName server) implements RecordValue {
    @Override
    public int type() {
      return RecordTypes.NS;
    }

    @Override
    public void write(MessageWriter to) {
      to.name(server);
    }
  }

  /**
   * The start of a zone.
   *
   * @param server its primary name server
   * @param mailbox whom to write to, the first dot for an at sign
   * @param serial rises with the zone's content
   * @param minimumSeconds how long a negative answer may be kept (RFC 2308 §4)
   */
  record Soa(DnsName server, DnsName mailbox, int serial, int minimumSeconds)
      implements RecordValue {
    /** For secondaries, which do not exist here: the values of RIPE-203. */
    private static final int REFRESH_SECONDS = 86_400;

    private static final int RETRY_SECONDS = 7_200;
    private static final int EXPIRE_SECONDS = 3_600_000;

    @Override
    public int type() {
      return RecordTypes.SOA;
    }

    @Override
    public void write(MessageWriter to) {
      to.name(server).name(mailbox).int32(serial);
      to.int32(REFRESH_SECONDS).int32(RETRY_SECONDS).int32(EXPIRE_SECONDS).int32(minimumSeconds);
    }
  }

  /** The host at an address (RFC 1035 §3.3.12). */
  record Ptr(DnsName host) implements RecordValue {
    @Override
    public int type() {
      return RecordTypes.PTR;
    }

    @Override
    public void write(MessageWriter to) {
      to.name(host);
    }
  }

  /**
   * Character strings, of at most 255 bytes each and never none (RFC 1035 §3.3.14).
   *
   * @param strings not empty
   */
  record Txt(List<Text> strings) implements RecordValue {
    public Txt {
      strings = List.copyOf(strings);
    }

    @Override
    public int type() {
      return RecordTypes.TXT;
    }

    @Override
    public void write(MessageWriter to) {
      strings.forEach(s -> s.write(to));
    }
  }

  /** Stands for "everything at this name", which nobody gets (RFC 8482 §4.2). */
  record Hinfo(Text cpu, Text os) implements RecordValue {
    @Override
    public int type() {
      return RecordTypes.HINFO;
    }

    @Override
    public void write(MessageWriter to) {
      cpu.write(to);
      os.write(to);
    }
  }
}
