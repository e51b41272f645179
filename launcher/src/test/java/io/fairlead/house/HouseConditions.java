package io.fairlead.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Conditions that ArchUnit does not bring. */
final class HouseConditions {
  private HouseConditions() {}

  /** Whether a package segment, or a word of the camel-case class name, is one of these. */
  static ArchCondition<JavaClass> haveAWordOf(Set<String> words) {
    return new ArchCondition<>("be named with one of " + words) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var named =
            Arrays.stream(type.getPackageName().split("\\.", -1)).anyMatch(words::contains)
                || Arrays.stream(type.getSimpleName().split("(?<=[a-z0-9])(?=[A-Z])", -1))
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .anyMatch(words::contains);
        events.add(new SimpleConditionEvent(type, named, type.getName()));
      }
    };
  }
}
