package io.gatehouse.testing;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps the rows of a repository in memory, for tests without a database. Implemented by a subclass of the repository,
 * which also overrides its queries.
 *
 * @param <E> the entity
 * @param <I> its id
 */
public interface InMemoryTable<E, I> extends PanacheRepositoryBase<E, I> {

    /** Returns the rows of this table. */
    Rows<I, E> rows();

    /** Rows by id, in the order in which they were added. */
    @SuppressWarnings("serial")
    final class Rows<I, E> extends LinkedHashMap<I, E> {
        private final Function<E, I> id;

        /**
         * Creates an empty table.
         *
         * @param id returns the id of a row
         */
        public Rows(Function<E, I> id) {
            this.id = id;
        }

        private void put(E row) {
            put(id.apply(row), row);
        }
    }

    /** Returns the rows that match. */
    default Stream<E> where(Predicate<E> condition) {
        flush();
        return List.copyOf(rows().values()).stream().filter(condition);
    }

    /** Removes the rows that match and returns their number. */
    default long removeWhere(Predicate<E> condition) {
        int before = rows().size();
        rows().values().removeIf(condition);
        return before - rows().size();
    }

    @Override
    default void persist(E row) {
        rows().put(row);
    }

    @Override
    default void persistAndFlush(E row) {
        persist(row);
        flush();
    }

    @Override
    default void flush() {}

    @Override
    default Optional<E> findByIdOptional(I id) {
        return where(row -> rows().id.apply(row).equals(id)).findFirst();
    }

    @Override
    default void delete(E row) {
        deleteById(rows().id.apply(row));
    }

    @Override
    default boolean deleteById(I id) {
        return rows().remove(id) != null;
    }

    @Override
    default long count() {
        return rows().size();
    }
}
