package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.contract.Scope;
import io.cartostream.producer.RecordingSink;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.aws.FakeAws.Answer;
import io.cartostream.producer.catalogue.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls per item, over the real SDK. */
final class DetailReadTest {

    private final FakeAws aws = FakeAws.start();
    private final RecordingSink sink = new RecordingSink();

    @BeforeEach
    void listTwoPagesOfUsers() {
        aws.on(
                "ListUsers",
                request -> request.containsKey("Marker")
                        ? users("<IsTruncated>false</IsTruncated>", "carol")
                        : users("<IsTruncated>true</IsTruncated><Marker>more</Marker>", "alice", "bob"));
        aws.on("ListAccessKeys", request -> keys("AKIA" + request.get("UserName")));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private static Answer users(String paging, String... names) {
        return answer(
                "ListUsers",
                java.util.Arrays.stream(names)
                                .map(name ->
                                        "<member><UserName>" + name + "</UserName><Arn>arn:" + name + "</Arn></member>")
                                .collect(Collectors.joining("", "<Users>", "</Users>"))
                        + paging);
    }

    private static Answer keys(String... ids) {
        return answer(
                "ListAccessKeys",
                java.util.Arrays.stream(ids)
                                .map(id -> "<member><AccessKeyId>" + id + "</AccessKeyId></member>")
                                .collect(Collectors.joining("", "<AccessKeyMetadata>", "</AccessKeyMetadata>"))
                        + "<IsTruncated>false</IsTruncated>");
    }

    private static Answer answer(String operation, String result) {
        return Answer.ok("<" + operation + "Response><" + operation + "Result>" + result + "</" + operation
                + "Result></" + operation + "Response>");
    }

    private void read(String type) throws Exception {
        read(FakeAws.CATALOGUE, type);
    }

    private void read(Catalogue catalogue, String type) throws Exception {
        aws.read(catalogue, type, Scope.GLOBAL, sink);
    }

    private static Scope scope(String type) {
        return new Scope("aws", FakeAws.ACCOUNT, Scope.GLOBAL, type);
    }

    @Test
    void shouldFollowMarkers() throws Exception {
        read("iam.user");

        assertThat(sink.ids()).containsExactly("alice", "bob", "carol");
        assertThat(aws.requests("ListUsers"))
                .extracting(request -> request.get("MaxItems"), request -> request.get("Marker"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("300", null),
                        org.assertj.core.groups.Tuple.tuple("300", "more"));
    }

    @Test
    void shouldPutTheAnswerAndWhatItBelongsToIntoOneResourcePerItem() throws Exception {
        read("iam.access-keys");

        assertThat(sink.ids()).containsExactly("alice", "bob", "carol");
        assertThat((Object) sink.items().get(1).payload())
                .isEqualTo(
                        json(
                                "{'AccessKeyMetadata':[{'AccessKeyId':'AKIAbob'}],'IsTruncated':false,'_parent':{'UserName':'bob','Arn':'arn:bob'}}"));
    }

    @Test
    void shouldFailWhenAListBreaksOffWithoutSayingWhereItGoesOn() {
        aws.on("ListUsers", request -> users("<IsTruncated>true</IsTruncated>", "alice"));

        assertThatThrownBy(() -> read("iam.user"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("MALFORMED_ANSWER in iam:ListUsers: the service says that more follows");
    }

    @Test
    void shouldJoinThePagesOfADetail() throws Exception {
        aws.on(
                "ListAccessKeys",
                request -> request.containsKey("Marker")
                        ? keys("AKIA2")
                        : answer(
                                "ListAccessKeys",
                                "<AccessKeyMetadata><member><AccessKeyId>AKIA1</AccessKeyId></member></AccessKeyMetadata>"
                                        + "<IsTruncated>true</IsTruncated><Marker>more</Marker>"));
        read("iam.access-keys");

        assertThat((Object) sink.items().get(0).payload())
                .isEqualTo(json(
                        "{'AccessKeyMetadata':[{'AccessKeyId':'AKIA1'},{'AccessKeyId':'AKIA2'}],'IsTruncated':false,"
                                + "'_parent':{'UserName':'alice','Arn':'arn:alice'}}"));
    }

    @Test
    void shouldMakeACallForEachElementOfADetail() throws Exception {
        aws.on("ListAccessKeys", request -> keys(request.get("UserName") + "-1", request.get("UserName") + "-2"));
        aws.on(
                "GetAccessKeyLastUsed",
                request -> answer("GetAccessKeyLastUsed", "<UserName>" + request.get("AccessKeyId") + "</UserName>"));
        read("iam.access-key-last-used");

        assertThat(sink.ids()).containsExactly("alice-1", "alice-2", "bob-1", "bob-2", "carol-1", "carol-2");
        assertThat((Object) sink.items().get(5).payload())
                .isEqualTo(json("{'UserName':'carol-2','_parent':{'AccessKeyId':'carol-2'}}"));
    }

    @Test
    void shouldKeepAnItemWithUnreadableDetailAndDropOneThatIsGone() throws Exception {
        aws.on("ListAccessKeys", request -> switch (request.getOrDefault("UserName", "")) {
            case "alice" ->
                Answer.stsError(
                        403,
                        "AccessDenied",
                        "User x is not authorized to perform: iam:ListAccessKeys on resource: user alice");
            case "bob" -> Answer.stsError(404, "NoSuchEntity", "The user with name bob cannot be found.");
            default -> keys("AKIA");
        });
        read("iam.access-keys");

        assertThat(sink.unreadable()).containsOnlyKeys("alice");
        assertThat(sink.unreadable().values())
                .extracting(failure -> failure.missingPermission())
                .containsExactly("iam:ListAccessKeys");
        assertThat(sink.gone()).containsExactly("bob");
        assertThat(sink.ids()).containsExactly("carol");
    }

    @Test
    void shouldFailTheScopeWhenEveryDetailIsDenied() {
        aws.on("ListAccessKeys", request -> Answer.stsError(403, "AccessDenied", "no"));

        assertThatThrownBy(() -> read("iam.access-keys"))
                .hasMessageContaining("ACCESS_DENIED in iam:ListAccessKeys (missing permission iam:ListAccessKeys)");
    }

    @Test
    void shouldFailTheScopeWhenNoDetailCouldBeReadWhateverTheReason() {
        aws.on("ListAccessKeys", request -> Answer.stsError(400, "ValidationError", "no"));

        assertThatThrownBy(() -> read("iam.access-keys")).hasMessageContaining("OTHER in iam:ListAccessKeys");
    }

    @Test
    void shouldKeepWhatIsKnownWhenA404HasNoCode() throws Exception {
        aws.on(
                "ListAccessKeys",
                request -> "bob".equals(request.get("UserName"))
                        ? new Answer(404, "<html>not here</html>")
                        : keys("AKIA" + request.get("UserName")));
        read("iam.access-keys");

        assertThat(sink.gone()).isEmpty();
        assertThat(sink.unreadable()).containsOnlyKeys("bob");
    }

    @Test
    void shouldFailTheScopeWhenWhatIsBelowAnUnreadableItemCannotBeKnown() {
        aws.on(
                "ListAccessKeys",
                request -> "bob".equals(request.get("UserName"))
                        ? Answer.stsError(403, "AccessDenied", "no")
                        : keys("AKIA" + request.get("UserName")));
        aws.on("GetAccessKeyLastUsed", request -> answer("GetAccessKeyLastUsed", ""));

        assertThatThrownBy(() -> read("iam.access-key-last-used"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("iam:ListAccessKeys");
    }

    @Test
    void shouldGiveUpWhenNothingButFailuresComes() {
        aws.on(
                "ListUsers",
                request -> users(
                        "<IsTruncated>false</IsTruncated>",
                        IntStream.range(0, 200).mapToObj(i -> "u" + i).toArray(String[]::new)));
        aws.on("ListAccessKeys", request -> Answer.stsError(503, "ServiceUnavailable", "later"));

        assertThatThrownBy(() -> read("iam.access-keys")).isInstanceOf(SourceException.class);
        assertThat(sink.unreadable()).hasSizeLessThan(20);
    }

    @Test
    void shouldTakeAnAnswerWithoutItemsAsOneResource() throws Exception {
        aws.on(
                "GetAccountSummary",
                request -> answer(
                        "GetAccountSummary",
                        "<SummaryMap><entry><key>Users</key><value>7</value></entry></SummaryMap>"));
        read("iam.account-summary");

        assertThat(sink.ids()).containsExactly(FakeAws.ACCOUNT);
        assertThat(sink.items().get(0).payload()).hasToString("{\"SummaryMap\":{\"Users\":7}}");
    }

    @Test
    void shouldAskForItsPartOfAnAnswerAndDecodePolicyDocuments() throws Exception {
        aws.on(
                "GetAccountAuthorizationDetails",
                request -> answer(
                        "GetAccountAuthorizationDetails",
                        "<RoleDetailList><member><RoleName>r</RoleName><AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D"
                                + "</AssumeRolePolicyDocument></member></RoleDetailList><IsTruncated>false</IsTruncated>"));
        read("iam.role-policies");

        assertThat(aws.requests("GetAccountAuthorizationDetails"))
                .extracting(request -> request.get("Filter.member.1"))
                .containsExactly("Role");
        assertThat((Object) sink.items().get(0).payload())
                .isEqualTo(json("{'RoleName':'r','AssumeRolePolicyDocument':{'Version':'2012-10-17'}}"));
    }

    @Test
    void shouldCheckADetailWithOneCallOfEachOperation() throws Exception {
        aws.on("ListAccessKeys", request -> Answer.stsError(403, "AccessDenied", "no"));
        try (AwsSource source = aws.source(FakeAws.CATALOGUE)) {
            source.discover();
            assertThat(source.check(scope("iam.access-keys")))
                    .hasValueSatisfying(
                            failure -> assertThat(failure.missingPermission()).isEqualTo("iam:ListAccessKeys"));
            assertThat(source.check(scope("iam.user"))).isEmpty();
        }
        assertThat(aws.requests("ListAccessKeys")).hasSize(1);
    }

    private static Catalogue catalogue(String types) throws IOException {
        String yaml = "provider: aws\nservice: iam\ntypes:\n" + types.indent(2);
        return Catalogue.read("mine.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static final String TREE = """
        iam.root: {operation: ListUsers, items: Users, id: UserName, region: global}
        iam.node:
          operation: GetGroup
          detail-of: iam.root
          parameter: GroupName
          descend: Users.UserName
          region: global
        """;

    private static Answer children(String... names) {
        return answer(
                "GetGroup",
                java.util.Arrays.stream(names)
                        .map(name -> "<member><UserName>" + name + "</UserName></member>")
                        .collect(Collectors.joining("", "<Users>", "</Users>")));
    }

    @Test
    void shouldWalkATree() throws Exception {
        aws.on("ListUsers", request -> users("<IsTruncated>false</IsTruncated>", "root"));
        aws.on("GetGroup", request -> switch (request.getOrDefault("GroupName", "")) {
            case "root" -> children("a", "b");
            case "a" -> children("c");
            default -> children();
        });
        read(catalogue(TREE), "iam.node");

        assertThat(sink.ids()).containsExactly("root", "a", "b", "c");
        assertThat(sink.items().get(3).payload().path("_parent")).hasToString("{\"GroupName\":\"c\"}");
    }

    @Test
    void shouldFailTheScopeWhenAPartOfATreeCannotBeRead() throws Exception {
        aws.on("ListUsers", request -> users("<IsTruncated>false</IsTruncated>", "root"));
        aws.on(
                "GetGroup",
                request -> "root".equals(request.get("GroupName"))
                        ? children("a")
                        : Answer.stsError(403, "AccessDenied", "no"));
        Catalogue tree = catalogue(TREE);

        assertThatThrownBy(() -> read(tree, "iam.node")).hasMessageContaining("iam:GetGroup");
    }

    @Test
    void shouldTakeTheNamedErrorsForNothingAndSendWhatTheCatalogueGives() throws Exception {
        aws.on("ListUsers", request -> Answer.stsError(400, "NotInUse", "there is no such thing"));
        read(
                catalogue(
                        "iam.user: {operation: ListUsers, items: Users, id: UserName, region: global, none: [NotInUse],"
                                + " request: {PathPrefix: $account}}"),
                "iam.user");

        assertThat(sink.ids()).isEmpty();
        assertThat(aws.requests("ListUsers"))
                .extracting(request -> request.get("PathPrefix"))
                .containsExactly(FakeAws.ACCOUNT);
    }

    private static Object json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
