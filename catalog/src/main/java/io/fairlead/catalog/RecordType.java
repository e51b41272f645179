package io.fairlead.catalog;

/** The DNS record types that a Cloud Map service may ask for. */
public enum RecordType {
  A,
  AAAA,
  SRV,
  CNAME
}
