package io.fairlead.nameserver.message;

/** How a query ended (RFC 1035 §4.1.1, RFC 6891 §9); the order is not the number. */
public enum ResponseCode {
  NOERROR(0),
  FORMERR(1),
  SERVFAIL(2),
  NXDOMAIN(3),
  NOTIMP(4),
  REFUSED(5),
  /** An EDNS version that nobody here speaks. */
  BADVERS(16);

  private final int number;

  ResponseCode(int number) {
    this.number = number;
  }

  /** As IANA's registry has it; the highest is that of {@link #BADVERS}. */
  public int number() {
    return number;
  }

  /** The four bits in the header. */
  int low() {
    return number & 0xf;
  }

  /** The eight bits in the OPT record. */
  int high() {
    return number >> 4;
  }
}
