package io.fairlead.catalog;

/** The three kinds of Cloud Map namespace, spelled as on the wire. */
public enum NamespaceType {
  /** Discovered by API and proxies only; never in DNS. */
  HTTP,
  /** A DNS zone for one private network, beside the API. */
  DNS_PRIVATE,
  /** A DNS zone for everybody, beside the API. */
  DNS_PUBLIC;

  /** Whether the DNS server answers for a namespace of this type. */
  public boolean isDns() {
    return this != HTTP;
  }
}
