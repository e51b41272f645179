package io.fairlead.proxy.http2;

import io.fairlead.proxy.relay.Fields;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Goes over pseudo-fields and fields for the encoder; the one entry there is moves along. */
final class FieldsIterator
    implements Iterator<Map.Entry<CharSequence, CharSequence>>,
        Map.Entry<CharSequence, CharSequence> {
  private final List<CharSequence> pseudo;
  private final Fields fields;
  private int at = -1;

  /**
   * @param pseudo names and values in turn
   */
  FieldsIterator(List<CharSequence> pseudo, Fields fields) {
    this.pseudo = pseudo;
    this.fields = fields;
  }

  @Override
  public boolean hasNext() {
    return at + 1 < pseudo.size() / 2 + fields.size();
  }

  @Override
  public Map.Entry<CharSequence, CharSequence> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    at++;
    return this;
  }

  @Override
  public CharSequence getKey() {
    int among = at - pseudo.size() / 2;
    return among < 0 ? pseudo.get(2 * at) : fields.name(among);
  }

  @Override
  public CharSequence getValue() {
    int among = at - pseudo.size() / 2;
    return among < 0 ? pseudo.get(2 * at + 1) : fields.value(among);
  }

  @Override
  public CharSequence setValue(CharSequence value) {
    throw new UnsupportedOperationException();
  }
}
