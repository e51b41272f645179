package io.fairlead.nameserver.message;

/** The numbers of the record and query types that are treated specially (IANA's registry). */
public final class RecordTypes {
  public static final int A = 1;
  public static final int NS = 2;
  public static final int CNAME = 5;
  public static final int SOA = 6;
  public static final int PTR = 12;
  public static final int HINFO = 13;
  public static final int TXT = 16;
  public static final int AAAA = 28;
  public static final int SRV = 33;
  public static final int OPT = 41;

  /** The zone's changes, all of it, and everything at a name: query types only. */
  public static final int IXFR = 251;

  public static final int AXFR = 252;
  public static final int ANY = 255;

  private RecordTypes() {}
}
