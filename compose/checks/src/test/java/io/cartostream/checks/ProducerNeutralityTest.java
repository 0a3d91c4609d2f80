package io.cartostream.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.cartostream.producer.provider.InventoryProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A provider is one module: the core, the worker and the topology know none by name. */
@AnalyzeClasses(packages = "io.cartostream", importOptions = ImportOption.DoNotIncludeTests.class)
final class ProducerNeutralityTest {

    private static final Path PRODUCERS = Path.of("../../producers");
    private static final Pattern PROVIDER_NAME = Pattern.compile(
            "aws|amazon|(?<![a-z])ec2(?![a-z])|gcp|gcloud|google|azure|github|okta", Pattern.CASE_INSENSITIVE);

    @ArchTest
    static final ArchRule coreAndWorkerKnowNoProvider = noClasses()
            .that()
            .resideInAnyPackage("io.cartostream.producer..", "io.cartostream.worker..")
            .and()
            .resideOutsideOfPackages("io.cartostream.producer.aws..", "io.cartostream.producer.gcp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cartostream.producer.aws..", "io.cartostream.producer.gcp..")
            .because("a provider registers itself for ServiceLoader; a new one changes no other module");

    @ArchTest
    static final ArchRule workerNeedsNoTerminal = noClasses()
            .that()
            .resideInAnyPackage("io.cartostream.worker..", "io.cartostream.producer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "io.cartostream.cli..")
            .because("the fleet runs the worker without a terminal");

    @ArchTest
    static final ArchRule topologyKnowsNoProducers = noClasses()
            .that()
            .resideInAnyPackage("io.cartostream.topology..", "io.cartostream.engine..", "io.cartostream.models..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cartostream.producer..", "io.cartostream.worker..")
            .because("producers and topology are joined by topics and schemas only");

    private static List<String> linesWithAProvider(String module) throws IOException {
        try (Stream<Path> files = Files.walk(PRODUCERS.resolve(module).resolve("src/main"))) {
            return files.filter(Files::isRegularFile)
                    .flatMap(ProducerNeutralityTest::lines)
                    .filter(line -> PROVIDER_NAME.matcher(line).find())
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> file.getFileName() + ": " + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldNameNoProviderInTheCore() throws IOException {
        assertThat(linesWithAProvider("core")).isEmpty();
    }

    @Test
    void shouldNameNoProviderInTheWorker() throws IOException {
        assertThat(linesWithAProvider("worker")).isEmpty();
    }

    @Test
    void shouldFindEveryProviderWithItsCatalogue() {
        InventoryProviders providers = InventoryProviders.load();

        assertThat(providers.names()).containsExactly("aws", "gcp");
        assertThat(providers.names())
                .allSatisfy(name ->
                        assertThat(providers.catalogue().ofProvider(name)).isNotEmpty());
    }
}
