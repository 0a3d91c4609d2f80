package io.cartostream.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Producers know clouds, the topology knows models, the sink knows Neo4j; only topics and schemas connect them. */
@AnalyzeClasses(packages = "io.cartostream", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleBordersTest {

    private static final String[] CLOUDS = {"software.amazon..", "com.google.cloud..", "com.google.api.."};
    private static final String[] KAFKA = {"org.apache.kafka..", "io.confluent..", "io.cartostream.registry.."};

    @ArchTest
    static final ArchRule contractDependsOnPlainJavaOnly = classes()
            .that(resideInAPackage("io.cartostream.contract.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "io.cartostream.contract.."))
            .because("every part depends on the contract; what it needs, all need");

    @ArchTest
    static final ArchRule plainClassModulesKnowNoKafka = noClasses()
            .that(resideInAnyPackage(
                    "io.cartostream.engine..",
                    "io.cartostream.models..",
                    "io.cartostream.patterns..",
                    "io.cartostream.yaml.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(KAFKA))
            .because("stages and models run in the simulator; wire them to Kafka in io.cartostream.topology");

    @ArchTest
    static final ArchRule engineSeesModelsOnlyAsFacts = noClasses()
            .that(resideInAPackage("io.cartostream.engine.."))
            .should()
            .dependOnClassesThat(resideInAPackage("io.cartostream.models..")
                    .and(not(resideInAPackage("io.cartostream.models.fact.."))))
            .because("the engine keeps facts; how they are derived is the model compiler's business");

    @ArchTest
    static final ArchRule patternsKnowModelsOnly = noClasses()
            .that(resideInAPackage("io.cartostream.patterns.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.cartostream.engine..", "io.cartostream.runtime..", "io.cartostream.topology.."))
            .because("a pattern is parsed, checked and evaluated without the asset graph's topology");

    @ArchTest
    static final ArchRule runtimeKnowsNoApplication = noClasses()
            .that(resideInAPackage("io.cartostream.runtime.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.cartostream.topology..", "io.cartostream.engine..", "io.cartostream.models.."))
            .because("every Streams application runs on the runtime; pass it what only one of them needs");

    @ArchTest
    static final ArchRule topologyKnowsNoCloudsAndNoDatabase = noClasses()
            .that(resideInAnyPackage(
                    "io.cartostream.topology..",
                    "io.cartostream.runtime..",
                    "io.cartostream.engine..",
                    "io.cartostream.models..",
                    "io.cartostream.patterns.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "software.amazon..",
                    "com.google.cloud..",
                    "com.google.api..",
                    "org.neo4j..",
                    "io.cartostream.producer..",
                    "io.cartostream.connect.."))
            .because("producers talk to clouds and the sink to Neo4j; only topics connect them");

    @ArchTest
    static final ArchRule producersKnowNoGraph = noClasses()
            .that(resideInAPackage("io.cartostream.producer.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.neo4j..",
                    "io.cartostream.engine..",
                    "io.cartostream.models..",
                    "io.cartostream.topology..",
                    "io.cartostream.connect.."))
            .because("a producer publishes raw answers; models turn them into a graph");

    @ArchTest
    static final ArchRule producerCoreKnowsNoCloudClient = noClasses()
            .that(resideInAPackage("io.cartostream.producer.."))
            .and(not(resideInAnyPackage("io.cartostream.producer.aws..", "io.cartostream.producer.gcp..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(CLOUDS))
            .because("cloud clients belong into producers/aws or producers/gcp");

    @ArchTest
    static final ArchRule sinkKnowsNoAssets = noClasses()
            .that(resideInAPackage("io.cartostream.connect.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.cartostream.engine..",
                    "io.cartostream.models..",
                    "io.cartostream.producer..",
                    "io.cartostream.topology..",
                    "io.cartostream.cli.."))
            .because("the sink writes whatever graph-changes says; it must serve any graph");

    @ArchTest
    static final ArchRule engineAsksNoClock = noClasses()
            .that(resideInAnyPackage("io.cartostream.engine..", "io.cartostream.models..", "io.cartostream.patterns.."))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("time comes with the records, so that a history replays to the same graph");
}
