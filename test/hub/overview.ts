import { digest, type HubData } from "./hub-data";
import { failure, json, type Reply } from "./reply";

/** The overview of an organization or a person, as the Hub tells it; 404 if nobody of that sort has the name. */
export function showOverview({ authors }: HubData, list: string, name: string): Reply {
  const sort = authors.get(name);
  const avatarUrl = `https://cdn-avatars.huggingface.co/v1/production/uploads/${name}.png`;
  if (list === "organizations" && sort === "organization")
    return json({
      ...{ _id: digest(name).slice(0, 24), avatarUrl, name, fullname: name, isVerified: false },
      ...{
        plan: "team",
        numUsers: 3,
        numModels: 7,
        numDatasets: 0,
        numSpaces: 0,
        numFollowers: 5,
        type: "org",
      },
    });
  if (list === "users" && sort === "person")
    return json({
      ...{ _id: digest(name).slice(0, 24), avatarUrl, user: name, fullname: name, isPro: false, orgs: [] },
      ...{ numModels: 7, numDatasets: 0, numSpaces: 0, type: "user", createdAt: "2022-03-02T23:29:04.000Z" },
    });
  return failure(404, list === "users" ? "User not found" : "Organization not found");
}
