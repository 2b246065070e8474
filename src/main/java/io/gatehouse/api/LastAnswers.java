package io.gatehouse.api;

import io.gatehouse.platform.NotFoundException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The last answers to public questions, a few for every realm: they stand in while the database gives none. */
@Singleton
class LastAnswers {
    private final Map<String, Object> answers = new ConcurrentHashMap<>();

    /**
     * The source's answer, or where it fails the last one it gave.
     *
     * @throws NotFoundException if what is asked about does not exist, or no longer
     */
    Object get(String question, Supplier<Object> source) {
        try {
            Object answer = source.get();
            answers.put(question, answer);
            return answer;
        } catch (NotFoundException e) {
            answers.remove(question);
            throw e;
        } catch (RuntimeException e) {
            Object last = answers.get(question);
            if (last == null) {
                throw e;
            }
            return last;
        }
    }
}
