package io.gatehouse.api.support;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** Converts versions to strong entity tags and checks {@code If-Match} (RFC 9110, sections 8.8.3 and 13.1.1). */
public final class EntityTags {
    private EntityTags() {}

    /** Returns the entity tag of that version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Returns whether a version matches {@code If-Match}.
     *
     * @throws ProblemException {@link ProblemCode#PRECONDITION_REQUIRED} if the header is missing
     */
    public static LongPredicate required(String condition) {
        if (condition == null) {
            throw new ProblemException(ProblemCode.PRECONDITION_REQUIRED, "Send the ETag you have read as If-Match.");
        }
        return optional(condition);
    }

    /**
     * Returns whether a version matches {@code If-Match}, as every one does if the header is missing; compares weak tags
     * too, since a proxy that compresses a response weakens its tag.
     */
    public static LongPredicate optional(String condition) {
        if (condition == null) {
            return version -> true;
        }
        List<String> tags = Arrays.stream(condition.split(","))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .toList();
        return version -> tags.contains("*") || tags.contains(of(version));
    }
}
