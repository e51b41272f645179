/**
 * Which IP addresses are meant: ranges as settings tell them, and whether an address lies in them.
 *
 * <p>Start reading at {@link io.fairlead.node.net.AddressRanges}.
 */
package io.fairlead.node.net;
