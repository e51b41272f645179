package io.fairlead.proxy.http2;

import io.netty.handler.codec.EmptyHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Iterator;
import java.util.Map;

/**
 * Netty's view of a head, cut down to what its codec asks: no hash table is filled for fields that
 * are only carried.
 */
abstract class LightHeaders extends EmptyHeaders<CharSequence, CharSequence, Http2Headers>
    implements Http2Headers {
  @Override
  public abstract Iterator<Map.Entry<CharSequence, CharSequence>> iterator();

  @Override
  public abstract int size();

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public Http2Headers method(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Http2Headers scheme(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Http2Headers authority(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Http2Headers path(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Http2Headers status(CharSequence value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CharSequence method() {
    return null;
  }

  @Override
  public CharSequence scheme() {
    return null;
  }

  @Override
  public CharSequence authority() {
    return null;
  }

  @Override
  public CharSequence path() {
    return null;
  }

  @Override
  public CharSequence status() {
    return null;
  }

  @Override
  public boolean contains(CharSequence name, CharSequence value, boolean ignoreCase) {
    return false;
  }
}
