package io.gatehouse.web.layout;

import io.gatehouse.administration.overview.DashboardStatistics;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stacked bar chart of a week by day. Its bars are scaled to a view box of 700 by 130; labels are text of the page, so that
 * they keep their size.
 *
 * @param name also the id of the chart's heading
 * @param top the value at the upper line
 * @param path of the page that lists what is counted
 */
public record Chart(
        String name, String title, List<Series> series, List<Bar> bars, List<Row> rows, String top, String path) {
    private static final int HEIGHT = 130;
    private static final int LEFT = 25;
    private static final int STEP = 100;
    private static final List<String> LOOKS = List.of("one", "two", "three", "four");

    /** What a part of each bar counts, with the sum of all days. */
    record Series(String label, String total, String look) {}

    /** A segment of a day's bar. */
    record Piece(String look, long y, long height) {}

    /** A day's bar, with its weekday and sum. */
    record Bar(int x, String label, String total, List<Piece> pieces) {}

    /** The values of a day. */
    record Row(String day, List<Long> counts) {}

    public static Chart of(
            String name,
            String title,
            List<String> labels,
            List<DashboardStatistics.Day> days,
            String path,
            Locale language) {
        long top = Math.max(days.stream().mapToLong(Chart::sum).max().orElse(0), 1);
        NumberFormat number = NumberFormat.getIntegerInstance(language);
        // A week has each weekday once, and every language has a short name for it.
        var shortDay = DateTimeFormatter.ofPattern("EEE", language);
        var fullDay = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language);
        List<Bar> bars = new ArrayList<>();
        for (DashboardStatistics.Day day : days) {
            bars.add(new Bar(
                    LEFT + bars.size() * STEP,
                    shortDay.format(day.date()),
                    number.format(sum(day)),
                    pieces(day.counts(), top)));
        }
        List<Series> series = IntStream.range(0, labels.size())
                .mapToObj(i -> new Series(
                        labels.get(i),
                        number.format(days.stream()
                                .mapToLong(day -> day.counts().get(i))
                                .sum()),
                        LOOKS.get(i)))
                .toList();
        List<Row> rows = days.stream()
                .map(day -> new Row(fullDay.format(day.date()), day.counts()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(rows);
        return new Chart(name, title, series, bars, rows, number.format(top), path);
    }

    private static long sum(DashboardStatistics.Day day) {
        return day.counts().stream().mapToLong(Long::longValue).sum();
    }

    private static List<Piece> pieces(List<Long> counts, long top) {
        List<Piece> pieces = new ArrayList<>();
        long below = 0;
        for (int i = 0; i < counts.size(); i++) {
            long height = Math.round((double) counts.get(i) * HEIGHT / top);
            if (counts.get(i) > 0) {
                pieces.add(new Piece(LOOKS.get(i), HEIGHT - below - height, height));
            }
            below += height;
        }
        return pieces;
    }
}
