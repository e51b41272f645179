/**
 * DNS messages: bytes to queries, records to bytes (RFC 1035 §4, EDNS of RFC 6891). Pure: no
 * socket, no catalog, no clock.
 *
 * <p>Start reading at {@link io.fairlead.nameserver.message.Query} and {@link
 * io.fairlead.nameserver.message.Response}, what comes in and what goes out. Both are reused for
 * one message after the other; a record that is answered often is kept as an {@link
 * io.fairlead.nameserver.message.EncodedRecord}, so that answering is copying.
 */
package io.fairlead.nameserver.message;
