package io.fairlead.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTargetTest {
  private static void assertTarget(String target, String authority, String path) {
    var read = RequestTarget.of(target, "host:1");
    assertThat(read.authority()).isEqualTo(authority);
    assertThat(read.path()).isEqualTo(path);
    assertThat(read.defect()).isNull();
  }

  @Test
  void originFormTakesTheHostHeader() {
    assertTarget("/", "host:1", "/");
    assertTarget("/a?b=http://c", "host:1", "/a?b=http://c");
    assertTarget("*", "host:1", "*");
  }

  @Test
  void absoluteFormTakesItsOwnAuthority() {
    assertTarget("http://a:8080/b?c", "a:8080", "/b?c");
    assertTarget("HTTP://a", "a", "/");
    assertTarget("http://a?b", "a", "/?b");
  }

  @Test
  void otherFormsAreRefused() {
    for (String target : new String[] {"", "a:80", "http://", "http://u:p@a/", "ftp://a/", "a/b"}) {
      assertThat(RequestTarget.of(target, "host").defect()).as(target).isNotNull();
    }
  }
}
