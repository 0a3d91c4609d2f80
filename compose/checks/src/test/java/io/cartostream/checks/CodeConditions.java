package io.cartostream.checks;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The conditions of {@link CodeRulesTest} that ArchUnit does not have. */
final class CodeConditions {

    private static final Pattern TWO_WORDS = Pattern.compile("([A-Z][a-z0-9]*){2,}");
    private static final String PACKAGE_INFO = "package-info";

    /** Without Throwable, which the compiler itself catches for try-with-resources and finally. */
    private static final Set<String> BROAD =
            Set.of("java.lang.Exception", "java.lang.RuntimeException", "java.lang.Error");

    private CodeConditions() {}

    /** True for top-level classes, and for classes within them, whose simple name is none of these. */
    static DescribedPredicate<JavaClass> otherThan(Set<String> simpleNames) {
        return DescribedPredicate.describe(
                "are none of " + simpleNames,
                type -> !simpleNames.contains(topLevel(type).getSimpleName()));
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(CodeConditions::topLevel).orElse(type);
    }

    static ArchCondition<JavaClass> haveUniqueSimpleNames() {
        return new ArchCondition<>("have unique simple names") {
            private final Map<String, JavaClass> known = new HashMap<>();

            @Override
            public void init(Collection<JavaClass> all) {
                known.clear();
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaClass other = known.putIfAbsent(type.getSimpleName(), type);
                if (other != null && !type.getSimpleName().equals(PACKAGE_INFO)) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " is named like " + other.getName()));
                }
            }
        };
    }

    static ArchCondition<JavaClass> haveTwoWords(Set<String> glossary) {
        return new ArchCondition<>("have a name of two words") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String name = type.getSimpleName();
                if (!TWO_WORDS.matcher(name).matches() && !glossary.contains(name) && !name.equals(PACKAGE_INFO)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is one word"));
                }
            }
        };
    }

    static ArchCondition<JavaClass> catchNarrowly() {
        return new ArchCondition<>("catch narrowly") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    unit.getTryCatchBlocks().stream()
                            .flatMap(block -> block.getCaughtThrowables().stream())
                            .filter(caught -> BROAD.contains(caught.getName()))
                            .forEach(caught -> events.add(SimpleConditionEvent.violated(
                                    type, unit.getFullName() + " catches " + caught.getSimpleName())));
                }
            }
        };
    }
}
