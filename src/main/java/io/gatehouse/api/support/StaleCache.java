package io.gatehouse.api.support;

import io.gatehouse.kernel.NotFoundException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps the last value of each key, and returns it while the source fails. */
public final class StaleCache<T> {
    private final Map<String, T> values = new ConcurrentHashMap<>();

    /**
     * Returns the source's value, or the last one it gave where it fails now.
     *
     * @throws NotFoundException if the source says that there is none; the last value is forgotten
     */
    public T get(String key, Supplier<T> source) {
        try {
            T value = source.get();
            values.put(key, value);
            return value;
        } catch (NotFoundException e) {
            values.remove(key);
            throw e;
        } catch (RuntimeException e) {
            T last = values.get(key);
            if (last == null) {
                throw e;
            }
            return last;
        }
    }
}
