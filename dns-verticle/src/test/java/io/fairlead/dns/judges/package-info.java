/**
 * The DNS server as others judge it: tools of other makers ask it, directly and through resolvers
 * in front of it, and a table says what each of them has to find.
 */
package io.fairlead.dns.judges;
