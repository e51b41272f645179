package io.fairlead.node.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a record component as a setting. A component whose type is a record of settings is a
 * group and needs no annotation; annotated with {@link #ABSENT} it is an optional group: null
 * unless it is switched on by its own name ({@code --group}, {@code FAIRLEAD_GROUP=true}, {@code
 * group: {}} in a file) or one of its settings is given. {@code --group=false} switches off what a
 * weaker source switched on.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** Stands for having no default: the setting must be given. */
  String REQUIRED = "\0required";

  /** Stands for null when nothing is given. */
  String ABSENT = "\0absent";

  /** The default, spelled as a user would; durations as {@code 250ms}, {@code 5s}, {@code 2m}. */
  String value() default REQUIRED;

  /** What it is for, in one sentence, with the unit. */
  String doc();

  /** The least number allowed; for a duration in milliseconds. */
  long min() default Long.MIN_VALUE;

  /** The greatest number allowed; for a duration in milliseconds. */
  long max() default Long.MAX_VALUE;

  /** Never printed or logged. */
  boolean secret() default false;
}
