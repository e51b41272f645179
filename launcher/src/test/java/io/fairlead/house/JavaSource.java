package io.fairlead.house;

import com.github.javaparser.JavaParser;
import com.github.javaparser.JavaToken;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** One parsed Java file, and what can be counted in it. */
record JavaSource(Path path, CompilationUnit unit) {
  private static final Map<Path, JavaSource> PARSED = new HashMap<>();

  /** Parses a file, named from the root; each one once. */
  static synchronized JavaSource of(Path path) {
    return PARSED.computeIfAbsent(path, p -> parse(p, SourceTree.text(p)));
  }

  static JavaSource parse(Path path, String text) {
    var settings = new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17);
    var result = new JavaParser(settings).parse(text);
    if (!result.isSuccessful()) {
      throw new IllegalStateException(path + ": " + result.getProblems());
    }
    return new JavaSource(path, result.getResult().orElseThrow());
  }

  /** Lines that hold more than blanks and comments. */
  int codeLines() {
    Set<Integer> lines = new HashSet<>();
    for (var token : unit.getTokenRange().orElseThrow()) {
      if (isCode(token)) {
        var range = token.getRange().orElseThrow();
        IntStream.rangeClosed(range.begin.line, range.end.line).forEach(lines::add);
      }
    }
    return lines.size();
  }

  /** Lines from the signature (with its annotations) to the last brace, of the longest method. */
  int longestMethodLines() {
    return methods().stream().mapToInt(JavaSource::lines).max().orElse(0);
  }

  private List<? extends Node> methods() {
    return unit.findAll(
        Node.class,
        n ->
            n instanceof CallableDeclaration
                || n instanceof CompactConstructorDeclaration
                || n instanceof InitializerDeclaration);
  }

  private static int lines(Node method) {
    var range = method.getRange().orElseThrow();
    return range.end.line - range.begin.line + 1;
  }

  private static boolean isCode(JavaToken token) {
    return !token.getCategory().isWhitespaceOrComment() && token.getKind() != 0;
  }
}
