package io.fairlead.dns.message;

/**
 * What is asked.
 *
 * @param name in the letters of the asker
 * @param type see {@link RecordTypes}; any number from 0 to 65535
 * @param dnsClass {@link #IN} for everything that is ever answered
 */
public record Question(DnsName name, int type, int dnsClass) {
  /** The Internet. */
  public static final int IN = 1;
}
