package io.fairlead.proxy.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResolvConfTest {
  private static List<String> read(String text) {
    return ResolvConf.nameServers(text, a -> a.getHostAddress().equals("127.0.0.1"));
  }

  @Test
  void resolversAreThoseThatCanBeAskedWithoutTheReaderItself() {
    assertThat(
            read(
                """
                # nameserver 10.0.0.9
                search demo.local
                nameserver 127.0.0.1
                  nameserver\t10.0.0.2  trailing words
                nameserver fd00::2
                nameserver fe80::1%eth0
                nameserver 0.0.0.0
                nameserver
                nameserver a-name
                nameserver 10.0.0.2
                options ndots:5
                """))
        .containsExactly("10.0.0.2", "fd00::2");
  }

  @Test
  void asManyAreReadAsGlibcReads() {
    assertThat(
            read(
                "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\n"
                    + "nameserver 10.0.0.4"))
        .containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertThat(read("")).isEmpty();
  }
}
