/**
 * HTTP/1.1 (RFC 9110, RFC 9112), strictly: {@link io.fairlead.proxy.http1.HeadLines} finds and
 * checks the lines of a head, {@link io.fairlead.proxy.http1.RequestReader} and {@link
 * io.fairlead.proxy.http1.ResponseReader} judge what they mean and write the head that goes on,
 * {@link io.fairlead.proxy.http1.BodyDecoder} takes the framing off bodies. What frames a message
 * is written anew from what was understood; all other lines go on as the bytes that came, once
 * every one of them has been checked.
 *
 * <p>{@link io.fairlead.proxy.http1.Http1Front} is a connection from a client, {@link
 * io.fairlead.proxy.http1.Http1Connection} one to an endpoint.
 */
package io.fairlead.proxy.http1;
