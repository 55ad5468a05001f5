// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `teahouse moderate`: a moderator's work, over HTTP.
struct Moderate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See what waits for a moderator, and decide it.",
        discussion: """
            Every decision has a reason, which its authors read. Nobody decides a case to which they are a party.

            Example:  teahouse moderate accept fi-0123456789ab/1 --reason "Sound and anonymous."
            """,
        subcommands: [
            ModerateQueue.self, ModerateShow.self, ModerateFiles.self, ModerateNext.self,
            VersionDecision<Acceptance>.self,
            VersionDecision<RequestForChanges>.self, VersionDecision<Rejection>.self,
            VersionDecision<ScreeningException>.self, VersionDecision<ExceptionRefusal>.self,
            VersionDecision<PassageGone>.self, VersionDecision<PassageStands>.self,
            ModerateReleaseUnused.self, ModerateWithdraw.self, ModerateHide.self,
            ChosenDecision<NoteChoice>.self, ChosenDecision<ReleaseChoice>.self,
            ChosenDecision<ProblemChoice>.self, ChosenDecision<FlagChoice>.self,
        ]
    )
}
