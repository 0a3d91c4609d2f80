package io.cartostream.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.cartostream.checks.CodeConditions.catchNarrowly;
import static io.cartostream.checks.CodeConditions.haveTwoWords;
import static io.cartostream.checks.CodeConditions.haveUniqueSimpleNames;
import static io.cartostream.checks.CodeConditions.otherThan;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import java.util.Set;

/** Names, packages, clocks and catches of the main code. Code that a schema generates is left out. */
@AnalyzeClasses(
        packages = "io.cartostream",
        importOptions = {ImportOption.DoNotIncludeTests.class, CodeRulesTest.NoGeneratedCode.class})
final class CodeRulesTest {

    /** What only runs and tests the parts. */
    private static final String[] COMPOSE = {
        "io.cartostream.cli..",
        "io.cartostream.bench..",
        "io.cartostream.local..",
        "io.cartostream.sample..",
        "io.cartostream.broker..",
        "io.cartostream.neo4j..",
        "io.cartostream.testkit.."
    };

    /** One word is enough for these: the glossary explains them, or the field uses them so. */
    private static final Set<String> GLOSSARY =
            Set.of("Catalogue", "Fact", "Namespace", "Provenance", "Rejection", "Scope", "Sighting", "Sweep");

    /** Where a process meets the real clock. */
    private static final Set<String> CLOCKS = Set.of("GraphArrival", "GroupProgress");

    /** Where a failure of any kind becomes a result. */
    private static final Set<String> BOUNDARIES = Set.of(
            "AvroReader",
            "BadRowSearch",
            "BareEndCounter",
            "CommittableOffsets",
            "ConnectRig",
            "EpochLog",
            "EpochWatch",
            "GraphWriter",
            "LatestPayloads",
            "Neo4jServer",
            "PollWriter",
            "RegisteredSerializer",
            "RepartitionPurge",
            "RunningStreams",
            "ScopeSync",
            "ServiceOperation",
            "SinkSession",
            "StackSupervisor",
            "StallWatch",
            "SyncRunner",
            "TopologyAssembly",
            "ValidatedSettings",
            "WriteProbe");

    /** Leaves out the classes that Avro generates. */
    static final class NoGeneratedCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/cartostream/avro/");
        }
    }

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("io.cartostream.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package is read on its own: move the class that both need into the lower package");

    @ArchTest
    static final ArchRule simpleNamesAreUnique = classes()
            .that()
            .areTopLevelClasses()
            .should(haveUniqueSimpleNames())
            .because("a name means one thing in this repository: rename one of the two by its role");

    @ArchTest
    static final ArchRule namesHaveTwoWords = classes()
            .that()
            .areTopLevelClasses()
            .should(haveTwoWords(GLOSSARY))
            .because("two words say a role (FenceLease, not Held); add a word, or the name to the glossary and"
                    + " GLOSSARY");

    @ArchTest
    static final ArchRule onlyComposeKnowsCompose = noClasses()
            .that(not(resideInAnyPackage(COMPOSE)))
            .should()
            .dependOnClassesThat(resideInAnyPackage(COMPOSE))
            .because("compose runs the parts and may know all of them; move what a part needs into the part");

    @ArchTest
    static final ArchRule theRootOfTheTopologyIsImportedByNone = noClasses()
            .that(resideInAPackage("io.cartostream.topology.."))
            .and(not(resideInAPackage("io.cartostream.topology")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.cartostream.topology"))
            .because("the root package of a module wires its features: move the class into the feature's package");

    @ArchTest
    static final ArchRule theRootOfTheSinkIsImportedByNone = noClasses()
            .that(resideInAPackage("io.cartostream.connect.neo4j.."))
            .and(not(resideInAPackage("io.cartostream.connect.neo4j")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.cartostream.connect.neo4j"))
            .because("the root package of a module wires its features: move the class into the feature's package");

    @ArchTest
    static final ArchRule timeAndChanceAreInjected = noClasses()
            .that(otherThan(CLOCKS))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Random.class)
            .because("tests set the time and the seed: take a Clock or InstantSource, or a Random with a seed");

    @ArchTest
    static final ArchRule broadCatchesAreAtBoundaries = classes()
            .that(otherThan(BOUNDARIES))
            .should(catchNarrowly())
            .because("a broad catch hides faults of our own: catch what is expected, or name the boundary in"
                    + " BOUNDARIES");
}
