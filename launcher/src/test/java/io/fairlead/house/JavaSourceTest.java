package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JavaSourceTest {
  private final JavaSource source =
      JavaSource.parse(
          Path.of("Example.java"),
          """
          package example;

          /** Says what it is for. */
          class Example {
            private static final String TEXT = "// no comment"; // but this is one

            /*
             * Neither code nor blank.
             */
            @Override
            public String toString() {

              // Three lines of code in five.
              return TEXT;
            }

            Example() {}
          }
          """);

  @Test
  void codeIsWhatIsNeitherBlankNorComment() {
    assertThat(source.codeLines()).isEqualTo(9);
  }

  @Test
  void aMethodIsAsLongAsItLooks() {
    assertThat(source.longestMethodLines()).isEqualTo(6);
  }
}
