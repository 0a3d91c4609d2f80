package io.cartostream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The decision records in {@code _docs/adr} follow their template, and the index lists each of them with its title, status and date. */
class AdrIndexTest {

    private static final Path FOLDER = Path.of("../../_docs/adr");
    private static final Path INDEX = FOLDER.resolve("README.md");
    private static final Path TEMPLATE = FOLDER.resolve("template.md");

    private static final Pattern FILE_NAME = Pattern.compile("(\\d{4})-([a-z0-9]+(?:-[a-z0-9]+)+)\\.md");
    private static final Pattern TITLE = Pattern.compile("# (\\d{4}): (\\S[^:]*: \\S.*[^.\\s])");
    private static final Pattern STATUS = Pattern.compile("- Status: (\\S.*)");
    private static final Pattern DATE = Pattern.compile("- Date: (\\S+)");
    private static final Pattern LINK = Pattern.compile("\\[(\\d{4})]\\(([^)]+)\\)");
    private static final Pattern ROW = Pattern.compile("\\| \\[(\\d{4})]\\(([^)]+)\\) \\| (.+) \\| (.+) \\| (.+) \\|");
    private static final Pattern GAPS = Pattern.compile("Numbers ([0-9, and]+) were never used\\.");

    private static final Pattern ALLOWED_STATUS = Pattern.compile(
            "Proposed|Rejected|Accepted(?:; partly superseded by \\d{4}(?:, \\d{4})*)?|Superseded by \\d{4}");

    private static final List<String> REQUIRED = List.of("Context", "Decision", "Consequences");

    /** A record as its file states it; {@code status} without the targets of its links. */
    private record DecisionRecord(
            String fileName, String number, String title, String status, String date, String text) {

        String row() {
            return "| [%s](%s) | %s | %s | %s |".formatted(number, fileName, title, status, date);
        }

        List<String> headings() {
            return headingsOf(text);
        }
    }

    @Test
    void shouldNameEachFileByItsNumberAndWordsOfItsTitle() throws IOException {
        assertThat(records()).isNotEmpty().allSatisfy(found -> {
            Matcher name = FILE_NAME.matcher(found.fileName());
            assertThat(name.matches())
                    .as("%s is NNNN-two-words.md", found.fileName())
                    .isTrue();
            assertThat(name.group(1))
                    .as("%s: number of its title", found.fileName())
                    .isEqualTo(found.number());
            assertThat(containsInOrder(
                            wordsOf(found.title()), List.of(name.group(2).split("-"))))
                    .as("%s consists of words of its title, in their order: %s", found.fileName(), found.title())
                    .isTrue();
        });
    }

    @Test
    void shouldNumberRecordsWithoutOtherGapsThanTheIndexDeclares() throws IOException {
        TreeSet<Integer> numbers = records().stream()
                .map(found -> Integer.parseInt(found.number()))
                .collect(Collectors.toCollection(TreeSet::new));
        Matcher gaps = GAPS.matcher(Files.readString(INDEX));
        assertThat(gaps.find())
                .as("the index states which numbers were never used")
                .isTrue();
        List<Integer> unused = Arrays.stream(gaps.group(1).split("\\D+"))
                .map(Integer::parseInt)
                .toList();

        assertThat(numbers).hasSameSizeAs(records()).doesNotContainAnyElementsOf(unused);
        assertThat(Stream.concat(numbers.stream(), unused.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, numbers.last()).boxed().toList());
    }

    @Test
    void shouldHaveTheHeadingsOfTheTemplateInItsOrder() throws IOException {
        List<String> template = headingsOf(Files.readString(TEMPLATE));

        assertThat(template).containsSubsequence(REQUIRED);
        assertThat(records()).allSatisfy(found -> {
            assertThat(found.headings()).as(found.fileName()).containsSubsequence(REQUIRED);
            assertThat(containsInOrder(template, found.headings()))
                    .as("%s: headings %s of the template's %s", found.fileName(), found.headings(), template)
                    .isTrue();
        });
    }

    @Test
    void shouldHaveAnAllowedStatusAndAnIsoDate() throws IOException {
        assertThat(records()).allSatisfy(found -> {
            assertThat(found.status()).as("%s: status", found.fileName()).matches(ALLOWED_STATUS);
            assertThat(isIsoDate(found.date()))
                    .as("%s: date %s is YYYY-MM-DD", found.fileName(), found.date())
                    .isTrue();
        });
    }

    @Test
    void shouldBeNamedByTheRecordThatSupersedesIt() throws IOException {
        List<DecisionRecord> records = records();
        for (DecisionRecord found : records) {
            Matcher numbers = Pattern.compile("\\d{4}").matcher(found.status());
            while (numbers.find()) {
                String later = numbers.group();
                assertThat(records)
                        .as("%s is superseded by %s, which links back", found.fileName(), later)
                        .anySatisfy(other -> {
                            assertThat(other.number()).isEqualTo(later).isGreaterThan(found.number());
                            assertThat(other.text()).contains("](" + found.fileName() + ")");
                        });
            }
        }
    }

    @Test
    void shouldLinkOtherRecordsByTheirNumberAndFile() throws IOException {
        for (DecisionRecord found : records()) {
            Matcher link = LINK.matcher(found.text());
            while (link.find()) {
                assertThat(FOLDER.resolve(link.group(2)))
                        .as("%s links to %s", found.fileName(), link.group())
                        .isRegularFile();
                assertThat(link.group(2)).as("link in %s", found.fileName()).startsWith(link.group(1) + "-");
            }
        }
    }

    @Test
    void shouldListEachRecordInTheIndexWithTitleStatusAndDate() throws IOException {
        List<String> rows = Files.readAllLines(INDEX).stream()
                .filter(line -> ROW.matcher(line).matches())
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        records().stream().map(DecisionRecord::row).toList());
    }

    /** All records by number; fails where a file of the folder is neither a record, nor the index, nor the template. */
    private static List<DecisionRecord> records() throws IOException {
        List<DecisionRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                if (!file.equals(INDEX) && !file.equals(TEMPLATE)) {
                    records.add(read(file));
                }
            }
        }
        return records;
    }

    private static DecisionRecord read(Path file) throws IOException {
        String name = file.getFileName().toString();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as("%s has a title, a status and a date", name).hasSizeGreaterThan(4);
        Matcher title = matched(TITLE, lines.get(0), name + ": '# NNNN: subject: choice'");
        Matcher status = matched(STATUS, lines.get(2), name + ": '- Status: …' in line 3");
        Matcher date = matched(DATE, lines.get(3), name + ": '- Date: …' in line 4");
        return new DecisionRecord(
                name,
                title.group(1),
                title.group(2),
                LINK.matcher(status.group(1)).replaceAll("$1"),
                date.group(1),
                String.join("\n", lines));
    }

    private static Matcher matched(Pattern pattern, String line, String what) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.matches()).as("%s, but it is: %s", what, line).isTrue();
        return matcher;
    }

    private static List<String> headingsOf(String text) {
        return text.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
    }

    private static List<String> wordsOf(String title) {
        return List.of(title.toLowerCase(Locale.ROOT).replace("'", "").split("[^a-z0-9]+"));
    }

    private static boolean containsInOrder(List<String> all, List<String> some) {
        Iterator<String> rest = all.iterator();
        return some.stream().allMatch(wanted -> {
            while (rest.hasNext()) {
                if (rest.next().equals(wanted)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isIsoDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
