package io.cartostream.producer.recorded;

import io.cartostream.producer.SourceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks that recorded answers are all pages of one call: the resources of a missing page would be taken for deleted. */
final class RecordedPages {

    private RecordedPages() {}

    /** In the order of their numbers if each has one, else as they are. */
    static List<ManifestEntry> inOrder(List<ManifestEntry> pages) {
        if (pages.size() < 2 || pages.stream().anyMatch(page -> page.page() == null)) {
            return pages;
        }
        List<ManifestEntry> sorted = new ArrayList<>(pages);
        sorted.sort(Comparator.comparingInt(RecordedPages::number));
        return sorted;
    }

    private static int number(ManifestEntry page) {
        Integer number = page.page();
        return number == null ? 0 : number;
    }

    /** The problem of the page numbers, from 0 or 1; null if there is none. A page without a number may be any missing page. */
    static @Nullable String wrongNumber(List<ManifestEntry> pages) {
        TreeSet<Integer> numbers = new TreeSet<>();
        int unnumbered = 0;
        for (ManifestEntry page : pages) {
            if (page.page() == null) {
                unnumbered++;
            } else if (!numbers.add(page.page())) {
                return "page " + page.page() + " is recorded twice (line " + page.line() + " of " + ManifestReader.FILE
                        + ")";
            }
        }
        if (numbers.isEmpty()) {
            return null;
        }
        for (int number = Math.min(1, numbers.first()); number < numbers.last(); number++) {
            if (!numbers.contains(number) && --unnumbered < 0) {
                return "page " + number + " is not recorded, but page " + numbers.last() + " is";
            }
        }
        return null;
    }

    /** Checks the ends of a listing's pages: exactly one page must say that nothing follows. */
    static final class Ends {

        private @Nullable String more;
        private @Nullable String end;

        /** A page was read. */
        void page(String file, boolean further) throws SourceException {
            if (further) {
                more = file;
            } else if (end == null) {
                end = file;
            } else {
                throw ManifestReader.malformed(
                        file + " says that nothing follows, and so does " + end
                                + ": these are pages of several listings, or one lost its page token",
                        null);
            }
        }

        /** All were read. */
        void finish() throws SourceException {
            if (more != null && end == null) {
                throw ManifestReader.malformed(more + RecordedAnswerSource.MORE_FOLLOWS, null);
            }
        }
    }
}
