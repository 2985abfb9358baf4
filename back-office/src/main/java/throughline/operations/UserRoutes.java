package throughline.operations;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.office.Draft;
import throughline.reference.Users;

/** People and their rights over REST. A password is never part of it: it is set beside, in the data directory. */
final class UserRoutes {
    /** Roles by their bit. */
    static final List<String> ROLES = List.of("trader", "risk", "operations", "admin", "auditor");

    private static final List<String> COLUMNS = List.of("userId", "user", "roles", "desk", "standing");

    private final Desk<BackMachine> desk;

    UserRoutes(DeskServer<BackMachine> server) {
        desk = server.desk();
        server.list("/v1/users", Users.ADMIN | Users.AUDITOR, COLUMNS, (state, person, after) -> {
            int id = Listing.behind(after, 1);
            while (id < state.users().end() && !state.users().isKnown(id)) {
                id++;
            }
            return id < state.users().end() ? new Listing.Row(id, Views.user(state, id)) : null;
        }).route(HttpMethod.POST, "/v1/users", Users.ADMIN, this::define);
    }

    /** A desk's name by its id; empty: every desk. */
    static String desk(BackMachine state, int deskId) {
        for (int id = 1; deskId != 0 && id < state.accounts().end(); id++) {
            if (state.accounts().isKnown(id) && state.accounts().deskId(id) == deskId) {
                return state.accounts().desk(id);
            }
        }
        return "";
    }

    private static int deskId(BackMachine state, String name) {
        for (int id = 1; id < state.accounts().end(); id++) {
            if (state.accounts().isKnown(id) && state.accounts().desk(id).equals(name)) {
                return state.accounts().deskId(id);
            }
        }
        throw Problem.badInput("/desk", "there is no desk '" + name + "'");
    }

    private Future<Answer> define(Request request) {
        Body body = request.body();
        String name = body.ascii("user", Request.MAX_NAME);
        Set<String> roles = body.words("roles", new TreeSet<>(ROLES));
        String deskName = body.asciiOrNull("desk", Request.MAX_NAME);
        Standing standing = body.choiceOr("standing", Standing.class, Set.of(Standing.OPEN, Standing.CLOSED),
            Standing.OPEN);
        if (name != null && name.indexOf(' ') >= 0) {
            body.fault("user", "must have no spaces");
        }
        body.end();
        int bits = roles.stream().mapToInt(role -> 1 << ROLES.indexOf(role)).sum();
        String key = request.key();
        long hash = request.bodyHash();
        return desk.read(state -> new int[] {state.users().find(name), deskName == null ? 0 : deskId(state, deskName)})
            .compose(ids -> {
                Draft draft = Desk.draft();
                UserDefinedEncoder encoder = draft.begin(new UserDefinedEncoder(), request.actor(), 0).userId(ids[0])
                    .deskId(ids[1]).standing(standing).bodyHash(hash);
                ReferenceDrafts.roles(encoder, bits);
                encoder.userName(name).requestKey(key);
                return desk.submit(draft, false, (state, reply, last) ->
                    Answer.json(reply.status(ids[0] == 0 ? 201 : 200), Views.user(state, state.users().find(name))));
            });
    }
}
