package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class UserModelsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldNameFileLineAndReasonOfEachProblem() throws Exception {
        Files.writeString(folder.resolve("rack.yaml"), "provider: x\nnonsense: 1\n");

        assertThatThrownBy(() -> UserModels.requireValid(folder))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("the models in " + folder + " are not valid:")
                .hasMessageMatching("(?s).*rack\\.yaml:\\d+: .+");
    }

    @Test
    void shouldAcceptAFolderWithoutProblems() {
        assertThatCode(() -> UserModels.requireValid(folder)).doesNotThrowAnyException();
    }
}
