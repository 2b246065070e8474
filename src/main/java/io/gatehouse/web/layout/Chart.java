package io.gatehouse.web.layout;

import io.gatehouse.administration.overview.DashboardStatistics;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A stacked bar chart by day, scaled to a view box of 600 by 180.
 *
 * @param name also the id of the chart's heading
 * @param top the value at the upper line
 */
public record Chart(String name, String title, List<String> series, List<Bar> bars, List<Row> rows, long top) {
    private static final int HEIGHT = 130;
    private static final int LEFT = 36;
    private static final int STEP = 80;
    private static final List<String> LOOKS = List.of("one", "two", "three", "four");

    /** A segment of a day's bar. */
    record Piece(String look, long y, long height) {}

    /** A day's bar. */
    record Bar(int x, int middle, String label, List<Piece> pieces) {}

    /** The values of a day. */
    record Row(String day, List<Long> counts) {}

    public static Chart of(
            String name, String title, List<String> series, List<DashboardStatistics.Day> days, Locale language) {
        long most = days.stream()
                .mapToLong(
                        day -> day.counts().stream().mapToLong(Long::longValue).sum())
                .max()
                .orElse(0);
        long top = Math.max(most, 1);
        // A week has each weekday once, and every language has a short name for it.
        var shortDay = DateTimeFormatter.ofPattern("EEE", language);
        var fullDay = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language);
        List<Bar> bars = new ArrayList<>();
        for (DashboardStatistics.Day day : days) {
            int x = LEFT + bars.size() * STEP;
            bars.add(new Bar(x, x + STEP / 4, shortDay.format(day.date()), pieces(day.counts(), top)));
        }
        List<Row> rows = days.stream()
                .map(day -> new Row(fullDay.format(day.date()), day.counts()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(rows);
        return new Chart(name, title, series, bars, rows, top);
    }

    /** Returns the style of a series. */
    public String look(int index) {
        return LOOKS.get(index);
    }

    private static List<Piece> pieces(List<Long> counts, long top) {
        List<Piece> pieces = new ArrayList<>();
        long below = 0;
        for (int i = 0; i < counts.size(); i++) {
            long height = Math.round((double) counts.get(i) * HEIGHT / top);
            if (counts.get(i) > 0) {
                pieces.add(new Piece(LOOKS.get(i), HEIGHT + 10 - below - height, height));
            }
            below += height;
        }
        return pieces;
    }
}
