const codes =
  "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo " +
  "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka " +
  "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng " +
  "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st " +
  "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

const known: ReadonlySet<string> = new Set(codes.split(" "));

/**
 * Whether a bare tag of the Hub names a language: a two-letter ISO 639-1 code, or `sh`, which ISO 639-3 still lists.
 * These are the 184 `alpha_2` codes of pycountry, by which the paper recognizes languages (its section 1.3); `tf`,
 * `rp` and the withdrawn `iw`, `in` and `ji` are not among them. `yi` counts, as in the paper, though many models with
 * that tag belong to the Yi family.
 */
export function isLanguageTag(tag: string): boolean {
  return known.has(tag);
}
