/**
 * DNS messages: bytes to records and back (RFC 1035 §4, EDNS of RFC 6891). Pure: no socket, no
 * catalog, no clock.
 *
 * <p>Start reading at {@link io.fairlead.dns.message.Query} and {@link
 * io.fairlead.dns.message.Answer}, what comes in and what goes out; {@link
 * io.fairlead.dns.message.QueryDecoder} and {@link io.fairlead.dns.message.ResponseEncoder} are the
 * way between them and bytes.
 */
package io.fairlead.dns.message;
